/** What can be sent besides words: the reader's own files, or samples made on the spot. */

import { h } from "./dom.js";
import { t } from "./i18n.js";

/** Entries of the attach menu; `send(message)` gets what POST /sim/chats/…/messages takes. */
export function attachments(person, send) {
  return [
    {
      icon: "photo",
      label: t("kind-photo"),
      run: () => chooseFile("image/*", (file) => sendFile("photo", file, send)),
    },
    {
      icon: "gauge",
      label: t("attach-sample-photo"),
      run: async () => sendFile("photo", await dashboardPhoto(), send),
    },
    {
      icon: "mic",
      label: t("attach-sample-voice"),
      run: async () => sendFile("voice", await sampleVoice(), send, { duration: VOICE_SECONDS }),
    },
    {
      icon: "file",
      label: t("kind-document"),
      run: () => chooseFile("", (file) => sendFile("document", file, send)),
    },
    { icon: "place", label: t("kind-location"), run: () => send({ location: SAMPLE_PLACE }) },
    person.phone && {
      icon: "contact",
      label: t("attach-contact"),
      hint: person.phone,
      run: () => send({ contact: OWN_CONTACT }),
    },
  ].filter(Boolean);
}

/** What the stand takes for "the contact of whoever sends". */
export const OWN_CONTACT = true;
export const SAMPLE_PLACE = { latitude: 31.2304, longitude: 121.4737 };
const VOICE_SECONDS = 4;

function chooseFile(accept, use) {
  const input = h("input", { type: "file", accept, onchange: () => input.files[0] && use(input.files[0]) });
  input.click();
}

async function sendFile(kind, file, send, facts = {}) {
  send({ [kind]: { file_name: file.name, mime_type: file.type, data: await base64(file), ...facts } });
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.split(",", 2)[1] ?? "");
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

async function sampleVoice() {
  const response = await fetch(new URL("../voice.ogg", import.meta.url));
  return new File([await response.blob()], "voice.ogg", { type: "audio/ogg" });
}

/** A dashboard at dusk with its engine lamp lit: what an owner would photograph. */
function dashboardPhoto() {
  const canvas = h("canvas", { width: 960, height: 640 });
  const pen = canvas.getContext("2d");
  const dusk = pen.createLinearGradient(0, 0, 0, 640);
  dusk.addColorStop(0, "#1b2426");
  dusk.addColorStop(1, "#07090a");
  pen.fillStyle = dusk;
  pen.fillRect(0, 0, 960, 640);
  dial(pen, 270, 4.1);
  dial(pen, 690, 2.9);
  lamp(pen);
  return new Promise((resolve) =>
    canvas.toBlob(
      (blob) => resolve(new File([blob], "dashboard.jpg", { type: "image/jpeg" })),
      "image/jpeg",
      0.85,
    ),
  );
}

function dial(pen, x, needle) {
  pen.strokeStyle = "#c9d6d3";
  for (let i = 0; i <= 20; i += 1) {
    const angle = 2.3 + (i * 4.8) / 20;
    const inner = i % 2 ? 166 : 152;
    pen.lineWidth = i % 2 ? 3 : 6;
    stroke(pen, x, angle, inner, 182);
  }
  pen.strokeStyle = "#ff6a3d";
  pen.lineWidth = 8;
  stroke(pen, x, needle, 0, 150);
  pen.fillStyle = "#20292b";
  pen.beginPath();
  pen.arc(x, 320, 26, 0, 7);
  pen.fill();
}

function stroke(pen, x, angle, from, to) {
  pen.beginPath();
  pen.moveTo(x + Math.cos(angle) * from, 320 + Math.sin(angle) * from);
  pen.lineTo(x + Math.cos(angle) * to, 320 + Math.sin(angle) * to);
  pen.stroke();
}

const ENGINE = "M0 14h8V6h10V0h14v6h10l8 8v6h6v-6h6v26h-6v-6h-6v8H22l-8-8H8V24H0z";

function lamp(pen) {
  pen.save();
  pen.translate(420, 470);
  pen.scale(1.9, 1.9);
  pen.shadowColor = "#ffb000";
  pen.shadowBlur = 40;
  pen.strokeStyle = "#ffb000";
  pen.lineWidth = 4;
  pen.lineJoin = "round";
  pen.stroke(new Path2D(ENGINE));
  pen.restore();
}
