// A story of `benchmarks/peers.py` played by inkjs. Run with the folder of inkjs, the story's file, how many playthroughs, and the
// variables that are added up at the end: prints seconds a playthrough, and what each of the first few came to.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const [folder, file, runs, ...names] = process.argv.slice(2);
const { createRequire } = require("node:module");
const { Compiler } = createRequire(path.join(path.resolve(folder), "here.js"))("inkjs/full");

// The story as it was compiled: written as JSON and read again, a number such as 0.05 is lost.
const story = new Compiler(fs.readFileSync(file, "utf-8")).Compile();

function play(seed) {
  story.ResetState();
  for (let turn = 0; ; turn++) {
    while (story.canContinue) story.Continue();
    if (story.currentChoices.length === 0) {
      return names.map((name) => story.variablesState.$(name)).reduce((sum, one) => sum + one);
    }
    story.ChooseChoiceIndex((seed * 5 + turn * 7 + Math.floor(seed / 3)) % story.currentChoices.length);
  }
}

play(0);
const start = process.cpuUsage();
const came = [];
for (let seed = 0; seed < Number(runs); seed++) came.push(play(seed));
const spent = process.cpuUsage(start);
console.log((spent.user + spent.system) / 1e6 / Number(runs), came.slice(0, 20).join(" "));
