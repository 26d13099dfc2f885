import * as z from "zod";
import { instantMs } from "#lib/core/kubernetes/instant.ts";
import type { ReportedCertificate } from "#lib/core/live/observation.ts";

/** `kubeadm certs check-expiration -o json|yaml` (output.kubeadm.k8s.io/v1alpha3, from Kubernetes 1.30). */
const Entry = z.looseObject({
  name: z.string().max(300),
  expirationDate: z.string().max(40).nullish(),
  residualTime: z.number().default(0),
  externallyManaged: z.boolean().nullish(),
  caName: z.string().max(300).nullish(),
  missing: z.boolean().default(false),
});
const Kubeadm = z.looseObject({
  kind: z.literal("CertificateExpirationInfo"),
  certificates: z.array(Entry).max(500).default([]),
  certificateAuthorities: z.array(Entry).max(500).default([]),
});

/** `k3s|rke2 certificate check --output json`; the residual time is in nanoseconds. */
const K3s = z.looseObject({
  Certificates: z
    .array(
      z.looseObject({
        Filename: z.string().max(300),
        Subject: z.string().max(1000),
        Issuer: z.string().max(1000).default(""),
        Usages: z.array(z.string()).nullish(),
        ExpiryTime: z.string().max(40),
        ResidualTime: z.union([z.number(), z.string()]),
        Status: z.string().max(40),
      }),
    )
    .max(1000),
});

export interface Report {
  readonly certificates: readonly ReportedCertificate[];
  /** When the report was made: its dates less what it says is left of them; null where it says only days. */
  readonly takenAtMs: number | null;
}

/** Null where the value is no such report. */
export function readReportDocument(value: unknown): Report | null {
  const kubeadm = Kubeadm.safeParse(value);
  if (kubeadm.success) return kubeadmReport(kubeadm.data);
  const k3s = K3s.safeParse(value);
  return k3s.success ? k3sReport(k3s.data) : null;
}

function kubeadmReport({ certificates, certificateAuthorities }: z.infer<typeof Kubeadm>): Report {
  const read = (isAuthority: boolean) => (entry: z.infer<typeof Entry>) => reported(entry, isAuthority);
  const made = [...certificates, ...certificateAuthorities].flatMap(({ expirationDate, residualTime }) => {
    const end = instantMs(expirationDate);
    return end === null || residualTime === 0 ? [] : [end - residualTime * 1000];
  });
  return {
    certificates: [...certificates.map(read(false)), ...certificateAuthorities.map(read(true))],
    takenAtMs: made[0] ?? null,
  };
}

function reported(entry: z.infer<typeof Entry>, isAuthority: boolean): ReportedCertificate {
  return {
    name: entry.name,
    isAuthority,
    isMissing: entry.missing,
    notAfterMs: instantMs(entry.expirationDate),
    notBeforeMs: null,
    authority: entry.caName ?? null,
    // Of what it did not find kubeadm cannot know by whom it is managed.
    isExternallyManaged: entry.missing ? null : (entry.externallyManaged ?? null),
  };
}

function k3sReport({ Certificates }: z.infer<typeof K3s>): Report {
  const certificates = Certificates.map((one) =>
    k3sCertificate({
      file: one.Filename,
      subject: one.Subject,
      usages: one.Usages ?? [],
      status: one.Status,
      atMs: instantMs(one.ExpiryTime),
      issuer: one.Issuer,
    }),
  );
  return { certificates, takenAtMs: null };
}

interface K3sRow {
  readonly file: string;
  readonly subject: string;
  readonly usages: readonly string[];
  readonly status: string;
  readonly atMs: number | null;
  readonly issuer: string | null;
}

/** A file holds a leaf and then its authority: the authority goes by its subject. Of what is not valid yet k3s prints the start. */
export function k3sCertificate({ file, subject, usages, status, atMs, issuer }: K3sRow): ReportedCertificate {
  const isAuthority = usages.includes("CertSign");
  const isEarly = status === "NOT YET VALID";
  return {
    name: isAuthority && subject !== "" ? subject : certificateName(file),
    isAuthority,
    isMissing: false,
    notAfterMs: isEarly ? null : atMs,
    notBeforeMs: isEarly ? atMs : null,
    authority: issuer,
    isExternallyManaged: null,
  };
}

/** KubeKey and k3s print file names where kubeadm prints its own names. */
export function certificateName(text: string): string {
  return text.replace(/\.crt$/, "");
}
