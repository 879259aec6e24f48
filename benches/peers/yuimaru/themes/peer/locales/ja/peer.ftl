language = Language
footer = Footer ja
