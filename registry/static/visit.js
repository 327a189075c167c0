"use strict";

/* Fills in the visit form faster; without it every field still works. */

const DIGITS = new Set(["0", "1", "2", "3", "4", "5"]);
const HIGHEST_ANSWER = 5;

function bindLine(vas) {
  const line = vas.querySelector("input[type=range]");
  const number = vas.querySelector("input[type=text]");
  const take = () => {
    line.classList.remove("untouched");
    number.value = line.value;
  };
  const follow = () => {
    const entered = /^\d{1,3}$/.test(number.value.trim());
    line.classList.toggle("untouched", !entered);
    if (entered) {
      line.value = number.value;
    }
  };
  for (const moved of ["input", "click"]) {
    line.addEventListener(moved, take);
  }
  number.addEventListener("input", follow);
  follow();
  vas.querySelector(".vas-line").hidden = false;
}

function bandOf(score, bands) {
  return bands.find(([upper]) => score <= upper)[1];
}

function scoreText(odi, sections) {
  const checked = sections.map((section) => section.querySelector("input:checked"));
  const answers = checked.filter((input) => input && DIGITS.has(input.value)).map((input) => Number(input.value));
  if (answers.length === 0) {
    return "";
  }
  const sum = answers.reduce((total, answer) => total + answer, 0);
  const score = (100 * sum) / (HIGHEST_ANSWER * answers.length);
  const minimum = Number(odi.dataset.minimumAnswered);
  const found = `ODI ${score.toFixed(1)}, ${bandOf(score, JSON.parse(odi.dataset.bands))}; ${answers.length} of ${sections.length} sections answered`;
  return answers.length < minimum ? `${found}. Provisional: at least ${minimum} are needed.` : `${found}.`;
}

/* The next place where something is entered; a radio group is one place, as it is for Tab. */
function goOn(form, from) {
  const places = [...form.elements].filter((each) => each.tabIndex >= 0 && each.type !== "checkbox" && each.checkVisibility());
  const here = places.findLastIndex((each) => each === from || (from.name && each.name === from.name));
  const next = places[here + 1];
  const checked = next.type === "radio" && form.querySelector(`[name="${next.name}"]:checked`);
  (checked || next).focus();
}

/* The Enter beside the digits goes on; only the button saves. */
function bindEnter(form) {
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input, select")) {
      event.preventDefault();
      goOn(form, event.target);
    }
  });
}

function bindOdi(odi) {
  const sections = [...odi.querySelectorAll(".odi-section")];
  const shown = odi.querySelector(".odi-score");
  const update = () => {
    shown.textContent = scoreText(odi, sections);
    shown.hidden = shown.textContent === "";
  };
  sections.forEach((section) => {
    section.addEventListener("keydown", (event) => {
      if (!DIGITS.has(event.key) || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      event.preventDefault();
      section.querySelector(`input[value="${event.key}"]`).checked = true;
      update();
      goOn(odi.closest("form"), event.target);
    });
    section.addEventListener("change", update);
  });
  update();
}

document.querySelectorAll(".vas").forEach(bindLine);
document.querySelectorAll("#odi").forEach(bindOdi);
document.querySelectorAll("form.record").forEach(bindEnter);
if (!document.querySelector(".error-summary, .warning-summary")) {
  document.getElementById("visited_on").focus();
}
