language = Language
footer = Footer en
