import type { Policy } from '@/lib/config/policy';
import { settings } from '@/lib/config/settings/all';
import { shownSettings } from '@/lib/config/settings/shown';
import { durationWords } from '@/lib/time';

type Key = keyof typeof settings;

const valueWords = (policy: Policy, key: Key) =>
  settings[key].kind === 'duration' ? durationWords(policy[key]) : policy[key].toLocaleString('en-US');

/** Every number of the policy with its reason. */
export function PolicyTable({ policy }: { policy: Policy }) {
  return (
    <section
      aria-label="Table of the numbers"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways has to be reachable by keyboard
      tabIndex={0}
      className="overflow-x-auto rounded-lg border border-line bg-surface"
    >
      <table className="w-full text-left text-[0.8125rem]">
        <thead className="border-line border-b bg-sunken">
          <tr>
            <th scope="col" className="px-3 py-2 font-medium">
              Setting
            </th>
            <th scope="col" className="px-3 py-2 font-medium">
              Value
            </th>
            <th scope="col" className="px-3 py-2 font-medium">
              Why
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {shownSettings.map((key) => (
            <tr key={key}>
              <th scope="row" className="px-3 py-2 font-normal">
                {settings[key].label}
              </th>
              <td className="whitespace-nowrap px-3 py-2 tabular-nums">{valueWords(policy, key)}</td>
              <td className="px-3 py-2 text-muted">{settings[key].why}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
