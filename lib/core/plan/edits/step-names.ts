/** The language of whoever makes a step: its name is stored, so it is chosen once. */
export type StepLanguage = "en" | "zh";

interface StepNames {
  readonly create: string;
  readonly createFromPlan: string;
  readonly createFrom: (template: string) => string;
  readonly version: (version: number) => string;
  readonly restore: (what: string) => string;
  readonly machines: (count: number) => string;
  readonly moveTo: (subject: string, cluster: string) => string;
  readonly moveFrom: (subject: string, cluster: string) => string;
}

/** Names of the steps that are more than one edit: made whole, brought back, moved between clusters. */
export const STEP_NAMES: Readonly<Record<StepLanguage, StepNames>> = {
  en: {
    create: "Create",
    createFromPlan: "Create from a plan",
    createFrom: (template) => `Create from ${template}`,
    version: (version) => `version ${version}`,
    restore: (what) => `Restore ${what}`,
    machines: (count) => `${count} machines`,
    moveTo: (subject, cluster) => `Move ${subject} to ${cluster}`,
    moveFrom: (subject, cluster) => `Move ${subject} from ${cluster}`,
  },
  zh: {
    create: "新建",
    createFromPlan: "由规划文件新建",
    createFrom: (template) => `由模板 ${template} 新建`,
    version: (version) => `版本 ${version}`,
    restore: (what) => `恢复${what}`,
    machines: (count) => `${count} 台机器`,
    moveTo: (subject, cluster) => `将 ${subject} 移至 ${cluster}`,
    moveFrom: (subject, cluster) => `从 ${cluster} 移入 ${subject}`,
  },
};
