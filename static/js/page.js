// What JavaScript adds to a page. Every page works without it.
