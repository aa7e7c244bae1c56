"""What a question means before it is searched.

question/
├── parts.py    several questions at once, told apart
└── followup/   a question that leans on the conversation, made to stand alone
"""
