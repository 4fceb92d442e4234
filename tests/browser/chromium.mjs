// The Chromium of every browser test, without what only people at its windows would use.

import { chromium } from "playwright-core";

// The last switch of this name counts: the driver's own features are named again.
const OFF = [
  ...["AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose"],
  ...["HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades", "LensOverlay", "MediaRouter", "OptimizationHints", "PaintHolding"],
  ...["AimEnabled", "NetworkTimeServiceQuerying", "PreconnectToSearch", "ThirdPartyStoragePartitioning"],
  "BackForwardCache",
  // Pages of the address bar's own, two for each window, dearer than most of ours.
  ...["WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "WebUIOmniboxPopup"],
  // A process kept ready for the next site: there is none.
  "SpareRendererForSitePerProcess",
];
const FLAGS = [
  "--disable-gpu",
  `--disable-features=${OFF.join(",")}`,
  // Whatever asks for another host must fail, not wait.
  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
];

/** Starts a browser of its own, unseen. */
export function launch(executablePath) {
  const root = process.getuid?.() === 0;
  // Chromium refuses its sandbox to root, which is who runs in a container.
  return chromium.launch({ executablePath, args: FLAGS, chromiumSandbox: !root });
}
