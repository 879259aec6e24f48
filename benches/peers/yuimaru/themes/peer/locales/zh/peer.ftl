language = Language
footer = Footer zh
