'use client';

import { useEffect, useState } from 'react';

type BatteryReport = { charging: boolean; level: number };
type Hints = {
  getBattery?: () => Promise<BatteryReport>;
  userAgentData?: { getHighEntropyValues: (names: string[]) => Promise<{ model?: string }> };
};

/** What tells a MacBook from a Mac and names a phone. Sent with a sign-in, used for a name, kept nowhere. */
async function collectEvidence() {
  const { getBattery, userAgentData } = navigator as Navigator & Hints;
  const [battery, agent] = await Promise.all([
    getBattery?.call(navigator).catch(() => undefined),
    userAgentData?.getHighEntropyValues(['model']).catch(() => undefined),
  ]);
  return {
    touchPoints: navigator.maxTouchPoints,
    battery: battery ? !battery.charging || battery.level < 1 : false,
    screen: [screen.width, screen.height],
    model: agent?.model || undefined,
  };
}

export function DeviceEvidenceField() {
  const [evidence, setEvidence] = useState('');
  useEffect(() => {
    let current = true;
    void collectEvidence().then((found) => current && setEvidence(JSON.stringify(found)));
    return () => {
      current = false;
    };
  }, []);
  return <input type="hidden" name="device" value={evidence} />;
}
