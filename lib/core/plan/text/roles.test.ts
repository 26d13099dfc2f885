import { expect, test } from "vitest";
import { inferRoles } from "#lib/core/plan/roles.ts";

test.each([
  ["k8s-slb1", "Keepalived & HAProxy", ["lb"]],
  ["lb01", "", ["lb"]],
  ["proxy1", "Keepalived & HAproxy", ["lb"]],
  ["host7", "负载均衡", ["lb"]],
  ["k8s-master1", "master+etcd", ["control-plane", "etcd"]],
  ["k8s-master2", "", ["control-plane"]],
  ["k8smaster1", "stacked", ["control-plane", "etcd"]],
  ["cp-1", "", ["control-plane"]],
  ["host1", "控制平面", ["control-plane"]],
  ["host1", "control-plane,master", ["control-plane"]],
  ["host1", "master etcd worker", ["control-plane", "etcd", "worker"]],
  ["k8s-etcd1", "", ["etcd"]],
  ["k8s-worker1", "CICD + Storage", ["worker", "storage"]],
  ["k8s-worker2", "etcd backup", ["worker"]],
  ["node1", "", ["worker"]],
  ["k8s-node-03", "Ceph", ["worker", "storage"]],
  ["node1", "control plane", ["control-plane"]],
  ["master-node1", "", ["control-plane"]],
  ["工作节点1", "", ["worker"]],
  ["harbor1", "", ["registry"]],
  ["host2", "镜像仓库", ["registry"]],
  ["infra1", "", ["infra"]],
  ["nfs-server", "", ["storage"]],
  ["jump", "", ["bastion"]],
  ["deploy", "部署机", ["bastion"]],
  ["album1", "", []],
  ["db1", "MySQL", []],
  ["", "", []],
])("%s with the remark %j is %j", (hostname, remark, roles) => {
  expect(inferRoles(hostname, remark)).toEqual(roles);
});
