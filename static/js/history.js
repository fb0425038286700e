// Pages that the browser kept whole and shows again after 「戻る」.
// Their cookies say whether somebody logged out or in meanwhile (the server changes the CSRF token
// then): if so, the server is asked. Until that is known, nothing of the page is seen.
const before = document.cookie;
const root = document.documentElement;

window.addEventListener("pagehide", () => { root.style.visibility = "hidden"; });
window.addEventListener("pageshow", (event) => {
  if (event.persisted && document.cookie !== before) window.location.reload();
  else root.style.visibility = "";
});
