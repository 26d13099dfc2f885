import { findLab, startLab } from "./lab.ts";
import { HOST_IP, VIP } from "./layout.ts";
import { tearDown } from "./network.ts";

/** `node e2e/lab/main.ts up|down|status`, as root: the lab for hands. */
async function main(command: string | undefined): Promise<void> {
  const startedAt = performance.now();
  const say = (line: string): void => {
    process.stdout.write(`${((performance.now() - startedAt) / 1000).toFixed(1)} s  ${line}\n`);
  };
  switch (command) {
    case "up": {
      const lab = await startLab(say);
      say(`healthy: API on ${VIP}, this host is ${HOST_IP}, KUBECONFIG=${lab.kubeconfig()}`);
      return;
    }
    case "down":
      await tearDown();
      say("nothing of it is left");
      return;
    case "status": {
      const lab = await findLab();
      const wrong = lab === null ? ["it is not up"] : await lab.complaints();
      say(wrong.length === 0 ? "healthy" : wrong.join("; "));
      process.exitCode = wrong.length === 0 ? 0 : 1;
      return;
    }
    default:
      process.stderr.write("Usage: node e2e/lab/main.ts up|down|status\n");
      process.exitCode = 2;
  }
}

await main(process.argv[2]);
