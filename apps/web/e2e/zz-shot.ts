import { chromium } from "playwright-core";
import axe from "axe-core";
const base = "http://localhost:23780";
const password = JSON.parse(await Bun.file("/tmp/pb/data/credentials.json").text()).adminPassword;
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const themes = (process.env.THEMES ?? "light").split(",") as ("light"|"dark")[];
const pages = process.argv.slice(2);
for (const theme of themes) {
  const ctx = await browser.newContext({ colorScheme: theme, viewport: { width: 1280, height: 800 } });
  const page = await ctx.newPage();
  page.setDefaultTimeout(120000);
  page.on("console", (m) => (m.type() === "error" || m.type() === "warning") && console.log(theme, page.url(), m.text().slice(0, 300)));
  page.on("pageerror", (e) => console.log("pageerror", e.message.slice(0, 300)));
  await page.goto(`${base}/account/profile`);
  await page.fill("#username", "admin"); await page.fill("#password", password);
  await page.click("button[type=submit]");
  await page.waitForURL(/profile/);
  for (const spec of pages) {
    const [path = "", ...clicks] = spec.split("|");
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`${base}${path}`);
    await page.locator("h1").first().waitFor();
    await page.waitForFunction(() => document.querySelector("[aria-busy=true]") === null);
    for (const name of clicks) { await page.getByRole("button", { name }).or(page.getByRole("menuitem", { name })).first().click(); await page.waitForTimeout(1200); }
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => (window as any).axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
    for (const v of violations) console.log(theme, spec, v.id, v.nodes.map((n: any) => n.html.slice(0, 160) + " " + n.failureSummary.slice(0, 200)).join(" | "));
    const file = spec.replace(/[^a-z]+/gi, "-");
    await page.screenshot({ path: `/tmp/page-e-shots/${file}-${theme}.png` });
    await page.setViewportSize({ width: 320, height: 640 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) console.log(spec, "overflow", over);
    await page.screenshot({ path: `/tmp/page-e-shots/${file}-${theme}-320.png` });
    console.log("ok", spec, new Date().toISOString());
  }
  await ctx.close();
}
await browser.close();
