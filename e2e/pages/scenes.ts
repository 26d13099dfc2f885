import type { Page } from "@playwright/test";

/** The clusters that the pages are looked at with. */
interface Slugs {
  readonly production: string;
  readonly large: string;
  /** The seed's plan, of which nobody said where it stands. */
  readonly seed: string;
  readonly twoZones: string;
}

/** One page as a person finds it. */
export interface Scene {
  readonly name: string;
  readonly path: (slugs: Slugs) => string;
  /** What is done on the page before it is looked at. */
  readonly act?: (page: Page) => Promise<void>;
  readonly isSignedOut?: boolean;
  /** The picture shows the page to its end. */
  readonly isWhole?: boolean;
}

const press = (key: string) => (page: Page) => page.keyboard.press(key);
const design = ({ production }: Slugs): string => `/clusters/${production}/design`;
const at = (path: string) => () => path;

export const FIRST_RUN: Scene = { name: "first-run", path: at("/") };

/** Every page of the product, and what opens over it. */
export const SCENES: readonly Scene[] = [
  { name: "overview", path: at("/") },
  { name: "new-plan", path: at("/"), act: (page) => page.locator("main button.bg-accent").first().click() },
  { name: "summary", path: ({ production }) => `/clusters/${production}` },
  { name: "design", path: design },
  { name: "design-card", path: design, act: (page) => page.locator(".canvas-card").first().click() },
  { name: "design-menu", path: design, act: (page) => page.locator(".canvas-card").first().click({ button: "right" }) },
  { name: "design-large", path: ({ large }) => `/clusters/${large}/design` },
  { name: "summary-two-zones", path: ({ twoZones }) => `/clusters/${twoZones}` },
  { name: "survive-seed", path: ({ seed }) => `/clusters/${seed}/survive`, isWhole: true },
  { name: "survive-two-zones", path: ({ twoZones }) => `/clusters/${twoZones}/survive`, isWhole: true },
  { name: "survive-large", path: ({ large }) => `/clusters/${large}/survive`, isWhole: true },
  { name: "survive-chip", path: design, act: (page) => page.getByRole("button", { name: /^(Margin|余量) / }).click() },
  { name: "import", path: (slugs) => `${design(slugs)}?import=table` },
  { name: "keys", path: design, act: press("?") },
  { name: "palette", path: at("/"), act: press("Control+k") },
  { name: "export", path: ({ production }) => `/clusters/${production}/export` },
  { name: "survive", path: ({ production }) => `/clusters/${production}/survive` },
  { name: "live-unconnected", path: ({ production }) => `/clusters/${production}/live` },
  { name: "connect", path: ({ production }) => `/clusters/${production}/connect` },
  { name: "certificates-none", path: at("/certificates") },
  { name: "events-none", path: at("/events") },
  { name: "history", path: ({ production }) => `/clusters/${production}/history` },
  { name: "machines", path: at("/machines") },
  { name: "settings-people", path: at("/settings") },
  { name: "settings-tokens", path: at("/settings?tab=tokens") },
  { name: "settings-audit", path: at("/settings?tab=audit") },
  { name: "settings-thresholds", path: at("/settings?tab=thresholds"), isWhole: true },
  { name: "settings-retention", path: at("/settings?tab=retention") },
  { name: "settings-about", path: at("/settings?tab=about") },
  { name: "settings-account", path: at("/settings?tab=account") },
  { name: "no-such-cluster", path: at("/clusters/none") },
  { name: "sign-in", path: at("/sign-in"), isSignedOut: true },
];
