# A statistician's reading of the demo report: the numbers of five pages, made again from the
# tables of the database with R alone. Nothing of the registry's code is used.
#
#   make demo
#   Rscript docs/statistics/reading.R instance/registry.sqlite instance/cohort.json 2026-06-30
#
# Needs R with survival, nlme, RSQLite and jsonlite. Writes a table for docs/statistics/reading.md;
# the exit code is 1 where a number differs from the printed one by more than 1e-6 of it (1e-4
# for the repeated measures, where both sides iterate).
suppressPackageStartupMessages({library(RSQLite); library(survival); library(nlme)})
arguments <- commandArgs(trailingOnly = TRUE)
database <- dbConnect(SQLite(), arguments[1], flags = SQLITE_RO)
printed <- jsonlite::fromJSON(arguments[2])$figures
cut_off <- as.Date(arguments[3])
rows <- function(table, day = NULL) {
  found <- dbReadTable(database, table)
  if (!is.null(found$voided)) found <- found[found$voided == 0, ]
  if (!is.null(day)) { found[[day]] <- as.Date(found[[day]]); found <- found[found[[day]] <= cut_off, ] }
  found
}
patients <- rows("patient"); treatments <- rows("treatment", "treated_on")
visits <- rows("visit", "visited_on"); contacts <- rows("contact", "contacted_on")
ends <- rows("disposition", "occurred_on"); operations <- rows("reoperation", "performed_on")
consents <- rows("consent")
withdrawn <- with(consents, patient_id[!is.na(registry_withdrawn_on) & registry_withdrawn_on <= cut_off])
patients <- patients[is.na(patients$merged_into_id) & !patients$id %in% withdrawn, ]
patients <- patients[as.Date(patients$enrolled_on) <= cut_off, ]
first_day <- function(days, patient) as.Date(tapply(as.numeric(days), patient, min), origin = "1970-01-01")
last_day <- function(days, patient) as.Date(tapply(as.numeric(days), patient, max), origin = "1970-01-01")
of <- function(named, id) named[match(as.character(id), names(named))]
index <- first_day(treatments$treated_on, treatments$patient_id)
cohort <- data.frame(id = patients$id[patients$id %in% names(index)])
cohort$index <- unname(of(index, cohort$id))
checks <- data.frame()
hold <- function(page, key, made, tolerance = 1e-6, field = "value") {
  told <- printed[[field]][printed$key == key]
  if (length(told) != 1) stop("not in the JSON: ", key)
  same <- if (is.na(told) || is.na(made)) is.na(told) && is.na(made) else
    abs(told - made) <= tolerance * max(abs(told), 1e-9)
  checks <<- rbind(checks, data.frame(page = page, key = paste0(key, if (field != "value") paste0(" (", field, ")")),
    printed = told, made = made, same = same))
}
with_interval <- function(page, key, value, lower, upper, tolerance = 1e-6) {
  hold(page, key, value, tolerance)
  hold(page, key, lower, tolerance, "lower")
  hold(page, key, upper, tolerance, "upper")
}
wilson <- function(x, n) as.numeric(prop.test(x, n, correct = FALSE)$conf.int)

# Who was treated, who ended, who was due and who answered
hold("flow", "flow.enrolled", nrow(patients))
hold("flow", "flow.treated", nrow(cohort))
for (kind in c("death", "withdrawal", "lost", "transferred"))
  hold("flow", paste0("flow.", c(death = "died", withdrawal = "withdrawn", lost = "lost",
    transferred = "transferred")[[kind]]), sum(cohort$id %in% ends$patient_id[ends$kind == kind]))
final <- ends[ends$kind %in% c("death", "withdrawal", "transferred"), ]
cohort$expected <- unname(of(first_day(final$occurred_on, final$patient_id), cohort$id))
ended <- !is.na(cohort$expected)
cohort$expected[!ended] <- cut_off
plan <- data.frame(code = c("m1", "m3", "m6", "m12", "m24", "m36", "m60"), months = c(1, 3, 6, 12, 24, 36, 60),
  after = c(14, 30, 45, 45, 60, 90, 120), from = c(1, 61, 137, 274, 548, 913, 1461),
  to = c(60, 136, 273, 547, 912, 1460, 2190))
later <- function(days, months) {
  at <- as.POSIXlt(days)
  at$mon <- at$mon + months; day <- at$mday; at$mday <- 1L
  first <- as.Date(at)
  following <- as.POSIXlt(first); following$mon <- following$mon + 1
  first + pmin(day - 1, as.numeric(as.Date(following) - first) - 1)
}
scores <- merge(rows("score"), visits[c("id", "patient_id", "visited_on")], by.x = "visit_id", by.y = "id")
answers <- merge(scores, rows("odi_answers"), by.x = "id", by.y = "score_id", all.x = TRUE)
sections <- c("pain_intensity", "personal_care", "lifting", "walking", "sitting", "standing", "sleeping",
  "sex_life", "social_life", "travelling")
answers[sections][answers[sections] == 9] <- NA  # 9: asked, and not answered
given <- rowSums(!is.na(answers[sections]))
odi <- answers$instrument == "odi" & given >= 9
answers$value_0_100[odi] <- 100 * rowSums(answers[odi, sections], na.rm = TRUE) / (5 * given[odi])
scores <- merge(answers[!is.na(answers$value_0_100), ], cohort[c("id", "index")], by.x = "patient_id", by.y = "id")
scores$day <- as.numeric(scores$visited_on - scores$index)
baseline_of <- function(instrument) {
  found <- scores[scores$instrument == instrument & scores$day <= 0 & scores$day >= -90, ]
  found <- found[order(found$patient_id, -found$day), ]
  found <- found[!duplicated(found$patient_id), ]
  setNames(found$value_0_100, found$patient_id)
}
at_visit <- function(instrument, row) {
  found <- scores[scores$instrument %in% instrument & scores$day >= plan$from[row] & scores$day <= plan$to[row], ]
  found <- found[order(found$patient_id, abs(found$day - round(plan$months[row] * 30.4375)), found$day), ]
  found[!duplicated(found$patient_id), ]
}
for (row in seq_len(nrow(plan))) {
  code <- plan$code[row]
  due <- later(cohort$index, plan$months[row]) + plan$after[row] <= cohort$expected
  answered <- cohort$id %in% at_visit(unique(scores$instrument), row)$patient_id
  hold("flow", paste0("flow.", code, ".due"), sum(due))
  hold("flow", paste0("flow.", code, ".answered"), sum(due & answered))
  hold("flow", paste0("flow.", code, ".not_answered"), sum(due & !answered))
  hold("flow", paste0("flow.", code, ".no_longer_asked"), sum(!due & ended))
  hold("flow", paste0("flow.", code, ".not_yet_due"), sum(!due & !ended))
  if (sum(due)) with_interval(if (code == "m12") "key page" else "flow", paste0("follow_up.", code, ".answered_of_due"),
    mean(answered[due]), wilson(sum(due & answered), sum(due))[1], wilson(sum(due & answered), sum(due))[2])
}

# Change: pairs, and repeated measures
for (instrument in c("vas_back", "vas_leg", "odi")) {
  before <- baseline_of(instrument)
  long <- data.frame()
  for (row in seq_len(nrow(plan))) {
    found <- at_visit(instrument, row)
    found$baseline <- before[as.character(found$patient_id)]
    pairs <- found[!is.na(found$baseline), ]
    key <- paste(instrument, plan$code[row], "change_mean", sep = ".")
    if (nrow(pairs) < 2) { hold("change", key, NA); next }
    test <- t.test(pairs$baseline, pairs$value_0_100, paired = TRUE)
    with_interval(if (plan$months[row] == 12 && instrument != "vas_leg") "key page" else "change", key,
      unname(test$estimate), test$conf.int[1], test$conf.int[2])
    hold("change", key, nrow(pairs), field = "n")
    if (nrow(pairs) >= 10) long <- rbind(long, data.frame(id = pairs$patient_id, place = row,
      visit = factor(plan$code[row], plan$code), baseline = pairs$baseline, change = pairs$baseline - pairs$value_0_100))
  }
  after <- scores[scores$instrument == instrument & scores$day >= 1, ]
  after <- after[order(after$patient_id, -after$day), ]
  after <- after[!duplicated(after$patient_id), ]
  last <- before[as.character(after$patient_id)] - after$value_0_100
  test <- t.test(last[!is.na(last)])
  with_interval("change", paste0(instrument, ".last_observation.change_mean"), unname(test$estimate), test$conf.int[1], test$conf.int[2])
  long$visit <- droplevels(long$visit)
  long$place <- as.integer(long$visit)
  long <- long[order(long$id, long$place), ]
  fit <- gls(change ~ 0 + visit + visit:baseline, long, correlation = corSymm(form = ~ place | id),
    weights = varIdent(form = ~ 1 | visit), control = glsControl(maxIter = 200, msMaxIter = 400))
  centre <- mean(long$baseline[!duplicated(long$id)])
  for (level in levels(long$visit)) {
    mean_there <- coef(fit)[paste0("visit", level)] + centre * coef(fit)[paste0("visit", level, ":baseline")]
    hold("change", paste0(instrument, ".modelled.", level, ".change_mean"), unname(mean_there), 1e-4)
  }
}

# Safety
events <- rows("adverse_event", "onset_on")
events <- merge(events, cohort[c("id", "index")], by.x = "patient_id", by.y = "id", suffixes = c("", ".patient"))
earliest <- events$onset_on
latest <- ifelse(events$onset_precision == "day", events$onset_on,
  ifelse(events$onset_precision == "month", later(events$onset_on, 1) - 1, later(events$onset_on, 12) - 1))
emergent <- events[pmax(as.numeric(earliest), pmin(as.numeric(events$index), latest)) >= as.numeric(events$index), ]
related <- c("possible", "probable", "definite")
emergent$related <- emergent$related_to_cells %in% related | emergent$related_to_injection %in% related |
  emergent$related_to_harvest %in% related
count_events <- function(name, found) {
  hold("safety", paste0("safety.", name, ".events"), nrow(found))
  hold("safety", paste0("safety.", name, ".patients"), length(unique(found$patient_id)))
  hold(if (name == "any") "key page" else "safety", paste0("safety.", name, ".serious_events"), sum(found$serious))
  hold("safety", paste0("safety.", name, ".severe_events"), sum(as.numeric(found$grade) >= 3))
  hold("safety", paste0("safety.", name, ".related_events"), sum(found$related))
}
count_events("any", emergent)
for (category in unique(emergent$category)) count_events(category, emergent[emergent$category == category, ])
exact <- function(x, n) as.numeric(binom.test(x, n)$conf.int)
hit <- function(found) length(unique(found$patient_id))
n <- nrow(cohort)
with_interval("safety", "safety.patients_with_event", hit(emergent) / n, exact(hit(emergent), n)[1], exact(hit(emergent), n)[2])
serious <- emergent[emergent$serious == 1, ]
with_interval("key page", "safety.patients_with_serious_event", hit(serious) / n, exact(hit(serious), n)[1], exact(hit(serious), n)[2])
spoken <- contacts[contacts$result %in% c("reached", "declined"), ]
met <- last_day(c(visits$visited_on, operations$performed_on, treatments$treated_on, spoken$contacted_on, final$occurred_on),
  c(visits$patient_id, operations$patient_id, treatments$patient_id, spoken$patient_id, final$patient_id))
years <- sum(as.numeric(of(met, cohort$id) - cohort$index)) / 365.25
hold("safety", "safety.event_rate.person_time", years)
rate <- poisson.test(nrow(emergent), years)
with_interval("safety", "safety.event_rate", 100 * unname(rate$estimate), 100 * rate$conf.int[1], 100 * rate$conf.int[2])

# Reoperation: first surgery at a treated level
levels_operated <- merge(rows("reoperated_level"), operations[c("id", "patient_id", "performed_on", "procedure")],
  by.x = "reoperation_id", by.y = "id")
levels_treated <- merge(rows("treated_level"), treatments[c("id", "patient_id", "treated_on")], by.x = "treatment_id", by.y = "id")
at_level <- merge(levels_operated, levels_treated, by = c("patient_id", "level"))
at_level <- at_level[at_level$procedure != "repeat_injection" & at_level$treated_on <= at_level$performed_on, ]
event_on <- of(first_day(at_level$performed_on, at_level$patient_id), cohort$id)
no_visit <- visits[visits$surgery_since_last_contact %in% "no", ]
no_contact <- contacts[contacts$surgery_since_last_contact %in% "no", ]
leaving <- ends[ends$kind %in% c("death", "withdrawal"), ]
known <- of(last_day(c(no_visit$visited_on, no_contact$contacted_on, operations$performed_on, leaving$occurred_on),
  c(no_visit$patient_id, no_contact$patient_id, operations$patient_id, leaving$patient_id)), cohort$id)
known <- as.Date(pmax(as.numeric(known), as.numeric(cohort$index), na.rm = TRUE), origin = "1970-01-01")
event <- !is.na(event_on)
end <- known
end[event] <- event_on[event]
duration <- as.numeric(end - cohort$index)
died <- of(first_day(ends$occurred_on[ends$kind == "death"], ends$patient_id[ends$kind == "death"]), cohort$id)
status <- ifelse(event, 1, ifelse(!is.na(died) & end == died, 2, 0))
page <- "reoperation"
with_interval(page, "reoperation.crude", mean(event), exact(sum(event), n)[1], exact(sum(event), n)[2])
time <- sum(duration) / 365.25
rate <- poisson.test(sum(event), time)
with_interval(page, "reoperation.rate", 100 * unname(rate$estimate), 100 * rate$conf.int[1], 100 * rate$conf.int[2])
curve <- survfit(Surv(duration, event) ~ 1, conf.type = "log-log")
both <- survfit(Surv(duration, factor(status, 0:2)) ~ 1)
for (months in c(12, 24, 36)) {
  at <- summary(curve, times = round(months * 30.4375))
  where <- if (months == 24) "key page" else page
  with_interval(where, paste0("reoperation.kaplan_meier.month_", months, ".share"), 1 - at$surv, 1 - at$upper, 1 - at$lower)
  hold(page, paste0("reoperation.kaplan_meier.month_", months, ".at_risk"), sum(duration >= round(months * 30.4375)))
  hold(page, paste0("reoperation.kaplan_meier.month_", months, ".events"), sum(event & duration <= round(months * 30.4375)))
  incidence <- summary(both, times = round(months * 30.4375))
  hold(page, paste0("reoperation.cumulative_incidence.month_", months, ".share"), incidence$pstate[2])
}
mean_free <- survival:::survmean(survfit(Surv(duration, event) ~ 1), rmean = 730)$matrix
hold(page, "reoperation.time_free", unname(mean_free["rmean"]))
hold(page, "reoperation.time_free.standard_error", unname(mean_free["se(rmean)"]))

checks <- checks[order(match(checks$page, c("key page", "flow", "change", "safety", "reoperation"))), ]
cat("| page | number | printed | made again | |\n|---|---|---|---|---|\n")
cat(sprintf("| %s | `%s` | %.6g | %.6g | %s |\n", checks$page, checks$key, checks$printed, checks$made,
  ifelse(checks$same, "same", "**differs**")), sep = "")
cat(sprintf("\n%d numbers, %d differ.\n", nrow(checks), sum(!checks$same)))
quit(status = as.integer(any(!checks$same)))
