// Opens reports in Chromium and does what a reviewer does; prints what it saw as JSON.
//   node page.mjs CHROMIUM PAGE.html [SCREENSHOTS]
import { chromium } from "playwright-core";

const [, , executablePath, page, shots] = process.argv;
const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const browser = await chromium.launch({ executablePath, args });
const seen = { requests: [], messages: [], widths: {} };

async function open(width, colorScheme = "light") {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  const tab = await context.newPage();
  tab.on("console", (message) => seen.messages.push(message.text()));
  tab.on("pageerror", (error) => seen.messages.push(String(error)));
  tab.on("request", (request) => request.isNavigationRequest() || seen.requests.push(request.url()));
  await tab.goto("file://" + page);
  if (shots) await tab.screenshot({ path: `${shots}/${width}-${colorScheme}.png` });
  return tab;
}

const visible = (tab) => tab.locator(".note:visible").count();
const lit = (tab) => tab.locator("mark:not(.off)").evaluateAll((marks) => [...new Set(marks.flatMap((mark) => mark.dataset.of.split(" ")))].length);
const told = (tab) => tab.locator(".shown").textContent();

for (const width of [1280, 390]) {
  const tab = await open(width);
  seen.widths[width] = await tab.evaluate(() => document.documentElement.scrollWidth);
  await tab.context().close();
}

const tab = await open(1280);
seen.all = await visible(tab);
seen.told = await told(tab);
seen.title = await tab.title();
seen.text = await tab.locator(".row > p").allInnerTexts();
seen.crossed = await tab.evaluate(() => {
  // Pairs of notes that lie on each other, and notes above their place.
  const boxes = [...document.querySelectorAll(".note")].map((note) => note.getBoundingClientRect());
  return boxes.filter((box, index) => index && box.top < boxes[index - 1].bottom).length;
});
for (const [name, selector] of [["group", "[data-group]"], ["level", "[data-level]"]]) {
  const button = tab.locator(`aside button${selector}`).first();
  seen[name] = { label: await button.innerText() };
  await button.click();
  Object.assign(seen[name], { visible: await visible(tab), lit: await lit(tab), told: await told(tab),
    pressed: await button.getAttribute("aria-pressed"), lines: await tab.locator("tr[data-for]:not([hidden])").count() });
  await tab.locator("[data-do=reset]").click();
}
seen.reset = await visible(tab);
await tab.locator("[data-do=only]").check();
seen.onlyRows = await tab.locator(".row:visible").count();
await tab.locator("[data-do=only]").uncheck();
seen.rows = await tab.locator(".row:visible").count();

await tab.keyboard.press("j");
seen.first = await tab.locator(".note.now .n").innerText();
await tab.keyboard.press("k");
seen.last = await tab.locator(".note.now .n").innerText();
await tab.locator("mark").first().click();
seen.clicked = await tab.locator(".note.now .n").innerText();
await tab.keyboard.press("Escape");
await tab.locator(".note .done input").first().check();
seen.ticked = await tab.locator(".note.ticked, tr.ticked").count();
await tab.reload();
seen.stillTicked = await tab.locator(".note.ticked").count();

const ground = (one) => one.evaluate(() => getComputedStyle(document.body).backgroundColor);
seen.light = await ground(tab);
await tab.locator("[data-do=theme]").click();
seen.turned = await ground(tab);
seen.dark = await ground(await open(1280, "dark"));

await tab.emulateMedia({ media: "print" });
seen.print = {
  sheet: await tab.locator(".sheet tbody tr:visible").count(), notes: await tab.locator(".note:visible").count(),
  aside: await tab.locator("aside").isVisible(), sign: await tab.locator(".sign").first().isVisible(),
  ground: await ground(tab),
};
if (shots) await tab.pdf({ path: `${shots}/print.pdf`, preferCSSPageSize: true, printBackground: true });

const quiet = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
await quiet.goto("file://" + page);
seen.withoutScript = { notes: await quiet.locator(".note:visible").count(), tools: await quiet.locator(".tools").isVisible() };

await browser.close();
console.log(JSON.stringify(seen));
