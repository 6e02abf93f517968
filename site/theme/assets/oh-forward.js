/* An id that was given up leads on to the same second: a refresh by itself forgets what follows # and ?. A classic script in the head. */
(function () {
  "use strict";
  var refresh = document.querySelector('meta[http-equiv="refresh"]');
  var found = refresh && /url=([^#]+)$/.exec(refresh.content); // the code of a book names its own second
  if (found && (location.search || location.hash)) location.replace(found[1] + location.search + location.hash);
})();
