import { describe, expect, test } from "vitest";
import { renewalOf } from "./renewal.ts";

const certificate = (role: string) => ({ values: { role } });

describe("How a certificate is renewed", () => {
  test.each([
    ["kubeadm", "apiserver", "kubeadm certs renew apiserver"],
    ["kubeadm", "etcd-peer", "kubeadm certs renew etcd-peer"],
    ["kubekey", "apiserver", "kk certs renew -f config-sample.yaml"],
    ["rke2", "apiserver", "systemctl restart rke2-server"],
    ["k3s", "etcd-server", "systemctl restart k3s"],
  ])("with %s the %s by %s", (tool, role, command) => {
    expect(renewalOf(certificate(role), tool).command).toBe(command);
  });

  test("the loopback certificate only by a restart, whatever the tool", () => {
    expect(renewalOf(certificate("loopback"), "kubeadm")).toEqual({ command: null, note: "restart-apiserver" });
  });

  test("no command is made up where the plan names no tool, or the tool has none for it", () => {
    expect(renewalOf(certificate("apiserver"), undefined)).toEqual({ command: null, note: "by-hand" });
    expect(renewalOf(certificate("scheduler"), "kubeadm").command).toBeNull();
  });
});
