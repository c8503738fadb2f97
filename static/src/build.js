// Builds static/dist/ from our own sources and the pinned npm packages; run by `npm run build`.
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";

const source = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(source, "../..");
const modules = path.join(root, "node_modules");
const dist = path.join(root, "static/dist");

const STYLES = ["app", "pdf"];
const WEIGHTS = [400, 700];
const SUBSETS = ["latin", "latin-ext"];
const FONT = "@fontsource/atkinson-hyperlegible-next";

// Hashed static files follow source-map lines, and ours would point at files we do not ship.
const withoutSourceMap = (text) => text.replace(/\/\/# sourceMappingURL=\S+\s*$/m, "");

async function buildStyles() {
  for (const name of STYLES) {
    const { css } = sass.compile(path.join(source, "scss", `${name}.scss`), {
      loadPaths: [modules],
      style: "compressed",
      charset: false,
    });
    await writeFile(path.join(dist, `${name}.css`), css);
  }
}

async function copyScripts() {
  await cp(path.join(source, "js"), path.join(dist, "js"), { recursive: true });
  const libraries = {
    "govuk-frontend.min.js": "govuk-frontend/dist/govuk/govuk-frontend.min.js",
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
  };
  for (const [name, file] of Object.entries(libraries)) {
    const text = await readFile(path.join(modules, file), "utf8");
    await writeFile(path.join(dist, "js", name), withoutSourceMap(text));
  }
}

async function copyFonts() {
  const fonts = path.join(dist, "fonts");
  await mkdir(fonts, { recursive: true });
  for (const subset of SUBSETS) {
    for (const weight of WEIGHTS) {
      const file = `atkinson-hyperlegible-next-${subset}-${weight}-normal.woff2`;
      await cp(path.join(modules, FONT, "files", file), path.join(fonts, file));
    }
  }
  await cp(path.join(modules, FONT, "LICENSE"), path.join(fonts, "LICENSE.txt"));
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
await Promise.all([
  buildStyles(),
  copyScripts(),
  copyFonts(),
  cp(path.join(source, "images"), path.join(dist, "images"), { recursive: true }),
]);
console.log(`static/dist: ${(await readdir(dist)).join(", ")}`);
