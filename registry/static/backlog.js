"use strict";

/* Enter goes to the next field, as on the form of one visit; only the button saves. */

const rows = document.querySelector("form.backlog");
const places = [...rows.querySelectorAll("td input, td select, td textarea, button.primary")];

rows.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("input, select")) {
    event.preventDefault();
    places[places.indexOf(event.target) + 1].focus();
  }
});

if (!document.querySelector(".error-summary")) {
  places.find((place) => place.matches("input") && !place.value)?.focus();
}
