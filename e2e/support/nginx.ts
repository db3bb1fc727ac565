/** A real nginx with the configuration that docs/deploying.md shows, on free ports, in a folder of its own. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { product } from '../../lib/config/product';
import { root, runChild, startChild } from '../../scripts/child';
import { freePort } from '../../scripts/free-port';
import { freeServerPort } from './server';

export type Ports = {
  readonly https: number;
  readonly http: number;
  /** Https as well, by someone who has not read docs/deploying.md: nginx names a host of its own. */
  readonly naive: number;
};
export type Nginx = {
  /** One line for each request: the port it came to, the instance that served it, the status, what was asked. */
  requests(): string[];
  stop(): Promise<void>;
};

export async function freePorts(): Promise<Ports> {
  const https = await freeServerPort();
  const http = await freePort(https + 1);
  return { https, http, naive: await freePort(http + 1) };
}

/** The block as it stands in docs/deploying.md. */
function documentedBlock(): string {
  const [, block] =
    /```nginx\n([\s\S]*?)```/.exec(readFileSync(join(root, 'docs', 'deploying.md'), 'utf8')) ?? [];
  if (!block) throw new Error('docs/deploying.md shows no nginx block');
  return block;
}

/** Throws where the text is not there: what a test leaves as it was must not pass for what it wrote. */
function replaced(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`the nginx block of docs/deploying.md has no "${from}"`);
  return text.replaceAll(from, to);
}

/** Nothing but addresses and files differs from docs/deploying.md. */
function serverBlocks(ports: Ports, instances: readonly [number, number], folder: string): string {
  const addresses = [
    ['127.0.0.1:3000', `127.0.0.1:${instances[0]}`],
    ['127.0.0.1:3001', `127.0.0.1:${instances[1]}`],
    ['listen 80;', `listen ${ports.http};`],
    ['listen 443 ', `listen ${ports.https} `],
    ['/etc/nginx/app.example.com', join(folder, 'site')],
  ] as const;
  const block = addresses.reduce((text, [from, to]) => replaced(text, from, to), documentedBlock());
  const [server = ''] = /^server \{[\s\S]*/m.exec(block) ?? [];
  const elsewhere = replaced(server, `listen ${ports.https} `, `listen ${ports.naive} `);
  const naive = replaced(elsewhere, 'Host $http_host', 'Host inner.example');
  return `${block}\n${replaced(naive, `listen ${ports.http};`, '')}`;
}

const configuration = (folder: string, blocks: string) => `
daemon off;
${process.getuid?.() === 0 ? 'user root;' : ''}
pid ${folder}/nginx.pid;
error_log stderr warn;
events {}
http {
  log_format served '$server_port $upstream_addr $status $request_method $request_uri';
  access_log ${folder}/requests.log served;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
${blocks}
}
`;

export async function startNginx(
  path: string,
  ports: Ports,
  instances: readonly [number, number],
): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), `${product.slug}-nginx-`));
  mkdirSync(join(folder, 'logs'));
  await certify(folder);
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, configuration(folder, serverBlocks(ports, instances, folder)));
  const written: string[] = [];
  const child = startChild([path, '-p', folder, '-c', file], {
    output: (text) => written.push(text),
    graceSeconds: 3,
  });
  const stop = async () => {
    await child.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const ended = child.exited.then(() => 'ended' as const);
  if ((await Promise.race([answers(ports.http), ended])) === 'ended') {
    await stop();
    throw new Error(`nginx did not start:\n${written.join('')}`);
  }
  return { stop, requests: () => readFileSync(join(folder, 'requests.log'), 'utf8').trim().split('\n') };
}

/** Good for two days, and for nobody but a browser that is told to take it. */
async function certify(folder: string): Promise<void> {
  const files = ['-keyout', join(folder, 'site.key'), '-out', join(folder, 'site.pem')];
  const kind = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
  const { code, output } = await runChild(['openssl', ...kind, ...files], { timeoutSeconds: 60 });
  if (code !== 0) throw new Error(`openssl made no certificate:\n${output}`);
}

async function answers(port: number): Promise<'answers'> {
  for (;;) {
    const response = await fetch(`http://localhost:${port}/api/health`).catch(() => undefined);
    await response?.body?.cancel();
    if (response) return 'answers';
    await new Promise((done) => setTimeout(done, 50));
  }
}
