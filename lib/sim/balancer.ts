import type { SimCluster } from "./cluster.ts";
import { type Handler, sendJson, sendText } from "./network/http.ts";

const COLUMNS =
  "pxname,svname,qcur,qmax,scur,smax,slim,stot,bin,bout,dreq,dresp,ereq,econ,eresp,wretr,wredis,status,weight,act,bck," +
  "chkfail,chkdown,lastchg,downtime,qlimit,pid,iid,sid,throttle,lbtot,tracked,type,rate,rate_lim,rate_max," +
  "check_status,check_code,check_duration,hrsp_1xx,hrsp_2xx,hrsp_3xx,hrsp_4xx,hrsp_5xx,hrsp_other,hanafail,req_rate," +
  "req_rate_max,req_tot,cli_abrt,srv_abrt,comp_in,comp_out,comp_byp,comp_rsp,lastsess,last_chk,last_agt,qtime,ctime," +
  "rtime,ttime,agent_status,agent_code,agent_duration,check_desc,agent_desc,check_rise,check_fall,check_health,addr";
const TYPE = { frontend: "0", backend: "1", server: "2" } as const;
const SECONDS_SINCE_CHANGE = "86000";

/** HAProxy's statistics and our `/slb` on one load balancer. Through the VIP the holder answers. */
export function balancerHandler(cluster: SimCluster, host: string): Handler {
  return (request, response) => {
    const { state, layout } = cluster;
    const up = layout.masters.filter((master) => isUp(cluster, master.host));
    switch (request.url) {
      case "/stats;csv":
        return sendText(response, 200, csvOf(cluster));
      case "/slb": {
        const vrrp = state.vipHolders.has(host) ? "MASTER" : "BACKUP";
        return sendJson(response, 200, { host, vrrp, masters_up: up.length });
      }
      default:
        sendText(response, 404, "not found\n");
    }
  };
}

/** A dead API server is seen by the check; a server without one is sent to all the same. */
export function isUp({ state }: SimCluster, host: string): boolean {
  const api = state.api.get(host);
  const isAnswering = api !== undefined && !api.isRefused && !api.isHung;
  return state.backends.get(host) === "unchecked" || (isAnswering && state.backends.get(host) === "up");
}

function csvOf(cluster: SimCluster): string {
  const servers = cluster.layout.masters.map(({ host }) => {
    const isUnchecked = cluster.state.backends.get(host) === "unchecked";
    if (isUnchecked) return { svname: host, type: TYPE.server, status: "no check", weight: "1" };
    const up = { status: "UP", check_status: "L7OK", check_code: "200" };
    const down = { status: "DOWN", check_status: "L4CON", check_code: "" };
    return { svname: host, type: TYPE.server, weight: "1", ...(isUp(cluster, host) ? up : down) };
  });
  const rows = [
    { svname: "FRONTEND", type: TYPE.frontend, status: "OPEN" },
    ...servers,
    { svname: "BACKEND", type: TYPE.backend, status: "UP" },
  ];
  return `# ${COLUMNS},\n${rows.map((row) => lineOf({ pxname: "kube-apiserver", lastchg: SECONDS_SINCE_CHANGE, ...row })).join("\n")}\n`;
}

function lineOf(row: Readonly<Record<string, string>>): string {
  return `${COLUMNS.split(",")
    .map((column) => row[column] ?? "")
    .join(",")},`;
}
