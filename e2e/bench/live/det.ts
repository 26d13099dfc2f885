import { openLiveStage } from "./stage.ts";
import { coverage } from "./load.ts";
import { detect } from "./detection.ts";
import { takeover } from "./takeover.ts";
import { monthOf } from "./storage.ts";
const stage = await openLiveStage(8);
try {
  const e = await stage.startEngine("heavy"); console.log("covered", await coverage(stage));
  try { console.log(await detect(stage, { streams: 500, kills: 5 })); } catch (x) { console.log(x); }
  const s = await stage.startEngine("heavy");
  try { console.log("takeover", await takeover(stage, e, s)); } catch (x) { console.log(x); }
  await s.stop();
  try { console.log(await monthOf(stage.database)); } catch (x) { console.log(x); }
} finally { await stage.close(); }
