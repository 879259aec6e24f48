# Before the date of a page. News bear the date of the event, which need not be that of publication.
published = Date
# Heading of the list of newest pages on the home page. On this site these are news only.
list-recent = Latest news
