# Heading of the list of newest pages on the home page. On this site these are news only.
list-recent = Latest news
