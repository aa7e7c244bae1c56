"""The control words of RTF that say what a piece of text is, or which character."""

from __future__ import annotations

# Groups that are not the text, or tell of it only.
ASIDE = set(
    "annotation atnauthor atndate atnicn atnid atnparent atnref atntime atrfend atrfstart author background bkmkend "
    "bkmkstart buptim category colortbl comment company creatim datafield datastore doccomm docvar falt fchars "
    "ffdeftext ffformat ffhelptext ffl ffname ffstattext file filetbl fldinst fontemb fontfile footer footerf "
    "footerl footerr ftncn ftnsep ftnsepc generator gridtbl header headerf headerl headerr hlinkbase htmltag "
    "keycode keywords latentstyles lchars levelnumbers leveltext listlevel listname listoverridetable listpicture "
    "liststylename listtable lsdlockedexcept manager mhtmltag nextfile nonesttables objalias objclass objdata "
    "objname objsect objtime operator panose password passwordhash pgp pgptbl picprop pict pnseclvl printim private "
    "propname protend protstart protusertbl pxe revtbl revtim rsidtbl rxe shprslt sn sp staticval subject sv tc "
    "template themedata txe ud userprops wgrffmtfilter windowcaption writereservation writereservhash xe xform "
    "xmlattrname xmlattrvalue xmlclose xmlname xmlnstbl xmlopen".split()
)
READ_ANYWAY = {"shppict", "shpinst", "shptxt", "nesttableprops"}  # though marked as optional
SIGNS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "softline": "\n", "emdash": "—", "endash": "–", "emspace": "\u2003",
    "enspace": "\u2002", "qmspace": "\u2005", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "zwj": "\u200d", "zwnj": "\u200c",
}  # fmt: skip
SINGLE = {b"~": "\xa0", b"_": "\u2011", b"{": "{", b"}": "}", b"\\": "\\", b"\t": "\t"}
# Of the numbers that fonts have for their character sets, those that differ from the code page of the file.
CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
CODE_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
# Groups whose text is wanted, though it is none of the paragraph around them.
DESTINATIONS = {
    "footnote": "note", "pntext": "mark", "listtext": "mark", "info": "info", "title": "title", "fonttbl": "font",
    "stylesheet": "style",
}  # fmt: skip
