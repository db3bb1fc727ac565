/** What a machine without Docker can tell of the files that describe a deploy. `npm run check:release` runs what they run. */

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseAllDocuments, parse as parseYaml } from 'yaml';
import { readEnv } from '../lib/config/env';
import { product } from '../lib/config/product';
import { settings } from '../lib/config/settings/all';
import { root } from '../scripts/child';
import { variablesOf } from '../scripts/docs-variables';
import { programs } from '../scripts/release/assemble';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const known = new Set([
  ...variablesOf(product).flatMap(({ names }) => names),
  ...Object.values(settings).map(({ env }) => env),
]);
const isProgram = (file = '') => file.endsWith('.mjs') && Object.hasOwn(programs, file.slice(0, -4));

type Service = {
  environment?: Record<string, string>;
  command?: string[];
  user?: string;
  read_only?: boolean;
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
};
type Compose = { services: Record<string, Service>; secrets: Record<string, { file: string }> };
const compose = parseYaml(read('compose.yaml'), { merge: true }) as Compose;

/** The instructions of the Dockerfile, a stage each. */
const stages = read('Dockerfile')
  .split(/^(?=FROM )/m)
  .slice(1)
  .map((stage) => stage.split('\n').filter((line) => /^[A-Z]+ /.test(line)));
const [building = [], running = []] = stages;

test('what the Dockerfile copies is there, and reaches it past .dockerignore', () => {
  const copied = building.flatMap((line) => (line.startsWith('COPY ') ? line.split(' ').slice(1, -1) : []));
  expect(copied).toEqual(['package.json', 'package-lock.json', '.']);
  const [first, ...kept] = read('.dockerignore').trim().split('\n');
  expect(first).toBe('*');
  const letIn = kept.flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
  expect(letIn.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  expect(letIn).toEqual(
    expect.arrayContaining([
      'package.json',
      'package-lock.json',
      ...Object.values(programs).map((path) => path.split('/')[0]),
    ]),
  );
  // Neither what a developer has set nor what has come about here.
  expect(letIn.filter((path) => /^(\.env|\.data|\.git|node_modules|\.next)/.test(path))).toEqual([]);
  const scripts = Object.keys(JSON.parse(read('package.json')).scripts);
  const run = building.flatMap((line) => /^RUN npm run (\S+)$/.exec(line)?.[1] ?? []);
  expect(run).toEqual(['build:release']);
  expect(scripts).toEqual(expect.arrayContaining([...run, 'check:release']));
});

test('the image runs the programs of a release, is not root, and says whether it lives', () => {
  expect(running).toContain('USER node');
  expect(running.findIndex((line) => line.startsWith('USER'))).toBeGreaterThan(
    running.findIndex((line) => line.startsWith('COPY')),
  );
  const [command = ''] = running.filter((line) => line.startsWith('CMD '));
  const started = [...command.matchAll(/node (\S+\.mjs)/g)].map(([, file]) => file);
  expect(started).toEqual(['migrate.mjs', 'serve.mjs']);
  expect(started.every(isProgram)).toBe(true);
  // Without exec, the shell would get SIGTERM and keep it to itself; without the other, the server would hold the owner's address.
  expect(command).toContain('exec env -u DATABASE_OWNER_URL node serve.mjs');
  const [health = ''] = running.filter((line) => line.startsWith('HEALTHCHECK '));
  expect(health).toContain('/api/health');
  expect(existsSync(join(root, 'app/api/health/route.ts'))).toBe(true);
  const majors = stages.map(([from]) => /^FROM node:(\d+)-/.exec(from ?? '')?.[1]);
  expect(new Set(majors).size).toBe(1);
  expect(Number(majors[0])).toBeGreaterThanOrEqual(22);
});

const ours = Object.entries(compose.services).filter(([, { command }]) => isProgram(command?.[1]));

test('compose.yaml has two instances and a migration before them, none of which can write', () => {
  expect(ours.map(([name]) => name).sort()).toEqual(['app-1', 'app-2', 'migrate']);
  for (const [name, service] of ours) {
    expect(service, name).toMatchObject({ read_only: true, user: 'node', cap_drop: ['ALL'] });
    const waits =
      name === 'migrate' ? { db: 'service_healthy' } : { migrate: 'service_completed_successfully' };
    const conditions = Object.entries(service.depends_on ?? {}).map(([on, { condition }]) => [on, condition]);
    expect(Object.fromEntries(conditions), name).toEqual(waits);
    expect(Object.keys(service.environment ?? {}).filter((variable) => !known.has(variable))).toEqual([]);
    expect(Boolean(service.environment?.DATABASE_OWNER_URL), name).toBe(name === 'migrate');
  }
});

test('compose.yaml holds no secret, and what it mounts is there or made by a documented command', () => {
  for (const { environment = {} } of Object.values(compose.services))
    for (const [name, value] of Object.entries(environment)) {
      if (/PASSWORD|SECRET/.test(name)) expect(value, name).toMatch(/^\$\{\w+:\?[^}]*\}$/);
      if (/^DATABASE/.test(name)) expect(value, name).toMatch(/:\$\{\w+:\?\}@db:5432\/app$/);
    }
  const mounted = Object.values(compose.services).flatMap(({ volumes = [] }) => volumes);
  const files = mounted.flatMap((mount) => (mount.startsWith('./') ? [mount.split(':')[0] ?? ''] : []));
  expect(files.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  const made = Object.values(compose.secrets).map(({ file }) => file);
  const commands = read('docs/deploying/containers.md');
  expect([...made, 'deploy/secrets.env'].filter((file) => !commands.includes(file))).toEqual([]);
  const ignored = made.map((file) => spawnSync('git', ['check-ignore', '-q', file], { cwd: root }).status);
  if (existsSync(join(root, '.git'))) expect(ignored).toEqual([0, 0]);
});

test('the settings of compose.yaml are such that a server starts with them', () => {
  const values: Record<string, string> = {
    SESSION_SECRET: 'Zm9vYmFyMTIzNDU2Nzg5MGFiY2RlZmdoaWprbG1ub3A',
    WEB_PASSWORD: 'x',
  };
  const filled = Object.entries(compose.services['app-1']?.environment ?? {}).map(([name, value]) => [
    name,
    value.replace(
      /\$\{(\w+)(?::-([^}]*)|:\?[^}]*)?\}/g,
      (_whole, asked, usual) => values[asked] ?? usual ?? '',
    ),
  ]);
  const env = readEnv({ NODE_ENV: 'production', ...Object.fromEntries(filled) });
  expect(env).toMatchObject({ trustedProxyHops: 1, databaseUrl: 'postgres://app_web:x@db:5432/app' });
});

test('the nginx of compose.yaml is the one of docs/deploying.md, and nginx takes it', () => {
  const [, documented = ''] = /```nginx\n([\s\S]*?)```/.exec(read('docs/deploying.md')) ?? [];
  const here = read('deploy/nginx.conf');
  const back = [
    ['app-1:3000', '127.0.0.1:3000'],
    ['app-2:3000', '127.0.0.1:3001'],
    ['server_name _;', 'server_name app.example.com;'],
    ['/run/secrets/site', '/etc/nginx/app.example.com'],
  ] as const;
  const same = back.reduce(
    (text, [from, to]) => text.replaceAll(from, to),
    here.slice(here.indexOf('\n') + 1),
  );
  expect(same).toBe(documented);
  const found = spawnSync('nginx', ['-v']).status === 0 && spawnSync('openssl', ['version']).status === 0;
  if (found) expect(nginxSays(here)).toContain('syntax is ok');
});

function nginxSays(blocks: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'nginx-'));
  const subject = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=localhost'];
  const files = ['-keyout', join(folder, 'site.key'), '-out', join(folder, 'site.pem')];
  execFileSync('openssl', [...subject, ...files], { stdio: 'ignore' });
  const text = blocks.replaceAll('/run/secrets', folder).replace(/app-[12]:/g, '127.0.0.1:');
  const http = `pid ${folder}/pid; events {} http { access_log off; client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p; fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;\n${text}\n}`;
  writeFileSync(join(folder, 'nginx.conf'), http);
  const { stderr } = spawnSync(
    'nginx',
    ['-t', '-p', folder, '-e', 'stderr', '-c', join(folder, 'nginx.conf')],
    { encoding: 'utf8' },
  );
  rmSync(folder, { recursive: true });
  return stderr;
}

type Manifest = { kind: string; spec: { template?: { spec: PodSpec } } & Record<string, unknown> };
type PodSpec = { terminationGracePeriodSeconds?: number; containers: Container[] } & Record<string, unknown>;
type Probe = { httpGet: { path: string } };
type Container = {
  command: string[];
  env: { name: string; value?: string }[];
  lifecycle?: { preStop: { exec: { command: string[] } } };
} & Partial<Record<'startupProbe' | 'livenessProbe' | 'readinessProbe', Probe>>;

test('the Kubernetes manifests replace instances one by one, and give each the time to leave', () => {
  const manifests = parseAllDocuments(read('deploy/kubernetes.yaml')).map(
    (document) => document.toJS() as Manifest,
  );
  expect(manifests.map(({ kind }) => kind)).toEqual(['Deployment', 'PodDisruptionBudget', 'Service', 'Job']);
  for (const { kind, spec } of manifests) {
    const [container] = spec.template?.spec.containers ?? [];
    if (!container) continue;
    expect(spec.template?.spec, kind).toMatchObject({ securityContext: { runAsNonRoot: true } });
    expect(container, kind).toMatchObject({ securityContext: { readOnlyRootFilesystem: true } });
    expect(isProgram(container.command[1]), kind).toBe(true);
    expect(container.env.filter(({ name }) => !known.has(name))).toEqual([]);
    const plain = container.env.filter(({ value }) => value !== undefined).map(({ name }) => name);
    expect(plain.filter((name) => /SECRET|PASSWORD|DATABASE|SMTP/.test(name))).toEqual([]);
  }
  const [deployment, budget] = manifests;
  expect(deployment?.spec).toMatchObject({ replicas: 2, strategy: { rollingUpdate: { maxUnavailable: 0 } } });
  expect(budget?.spec).toMatchObject({ minAvailable: 1 });
  const pod = deployment?.spec.template?.spec;
  const [server] = pod?.containers ?? [];
  const paths = [server?.startupProbe, server?.livenessProbe, server?.readinessProbe].map(
    (probe) => probe?.httpGet.path,
  );
  expect(paths).toEqual(['/api/health', '/api/health', '/api/ready']);
  // As long as lib/web/server/leave.ts takes at most: its delay, and the requests that are still being answered.
  const preStop = Number(server?.lifecycle?.preStop.exec.command[1]);
  expect(preStop).toBeGreaterThan(0);
  expect(pod?.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(preStop + 5 + 15);
});

test('the unit for systemd starts a program of a release, and lets it end by itself', () => {
  const unit = read('deploy/app@.service');
  expect(isProgram(/^ExecStart=\/usr\/bin\/node (\S+)$/m.exec(unit)?.[1])).toBe(true);
  expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThanOrEqual(5 + 15);
  // Otherwise a server that has ended as it should would count as failed.
  expect(unit).toMatch(/^SuccessExitStatus=143$/m);
});
