"""What a question means before it is searched.

question/
├── tallied/    what a question counts or lists of the folder itself
├── parts.py    several questions at once, told apart
├── said.py     who said what, and what somebody said
├── pasted.py   a text that was pasted to learn where it is from
└── followup/   a question that leans on the conversation, made to stand alone
"""
