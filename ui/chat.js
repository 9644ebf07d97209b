// The chat page's behaviour. Gradio runs this once with `element` (the page's root) and `server` (the two calls of ui/chat.py).
// Fragments of HTML come from the server, escaped there; a shopper's own words are put in as text. Buttons send what their
// data-act, data-feedback or data-say holds, never what is written on them.
const page = element.querySelector(".sw");
const at = (name) => page.querySelector(".sw-" + name);
const KEY = "shopwindow.session";
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
let session = remembered() || renewed();
let busy = false;
let answered = performance.now();
let opened = new Set();
let looked = new Set();
let photo = null;  // beside the message: none, one that is still being made small (a File), or one that can go (a data URL)
let held = false;  // a message that was sent while its photo was being made small

function remembered() {
  try { return localStorage.getItem(KEY); } catch { return null; }  // storage may be switched off
}

function renewed() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const id = Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
  try { localStorage.setItem(KEY, id); } catch { /* then a reload begins anew */ }
  return id;
}

function fragment(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

function place(shown) {
  if (shown.shop) {
    at("shop").textContent = shown.shop;
    at("mark").textContent = shown.mark;
    at("elsewhere").dataset.where = shown.channels;
  }
  at("wishes").replaceChildren(fragment(shown.wishes));
  at("cartbody").replaceChildren(fragment(shown.cart));
  const button = at("cartbutton");
  const before = Number(button.dataset.pieces || 0);
  button.dataset.pieces = shown.pieces;
  button.replaceChildren(fragment(shown.badge));
  if (page.dataset.ready === "true" && shown.pieces > before) {
    button.classList.remove("sw-bump");
    void button.offsetWidth;  // starts the animation again
    button.classList.add("sw-bump");
  }
  at("chips").replaceChildren(fragment(shown.chips));
  at("attach").hidden = !shown.photos;
  at("elsewhere").hidden = !shown.elsewhere;
}

// A code with which the conversation goes on in another app, told by the assistant.
async function elsewhere() {
  const button = at("elsewhere");
  button.disabled = true;
  try {
    const answer = await fetch("v1/sessions/" + encodeURIComponent(session) + "/link", { method: "POST" });
    if (!answer.ok) throw new Error(answer.status);
    const { code, seconds } = await answer.json();
    const message = say("sw-assistant sw-coded", "To go on in " + button.dataset.where + " with this cart, send this there within " + Math.round(seconds / 60) + " minutes:");
    const line = document.createElement("code");
    line.textContent = "link " + code;
    message.append(line);
    reveal(message);
  } catch {
    reveal(say("sw-assistant sw-trouble", "That didn't work just now. Please try again in a moment."));
  } finally {
    button.disabled = false;
  }
}

function say(className, text, picture) {
  const message = document.createElement("div");
  message.className = "sw-message " + className;
  const line = document.createElement("p");
  line.dir = "auto";
  if (className === "sw-shopper") {
    const who = document.createElement("span");
    who.className = "sw-hidden";
    who.textContent = "You: ";
    line.append(who);
  }
  line.append(text);
  if (picture) {
    const shown = document.createElement("img");
    shown.src = picture;
    shown.alt = "Your photo";
    message.append(shown);
  }
  if (text || !picture) message.append(line);
  at("log").append(message);
  return message;
}

// A message too long to stand above its answer lets the answer be seen first.
function show(mine, answer) {
  reveal(mine && mine.offsetHeight < at("scroll").clientHeight / 3 ? mine : answer);
}

// A pressed chip or wish is gone with its answer: what has the keyboard then is never nothing. A phone's keyboard stays away.
function refocus(answer) {
  if (document.activeElement && document.activeElement !== document.body) return;
  if (!at("cart").hidden) at("cartclose").focus();
  else if (answer && !window.matchMedia("(hover: hover)").matches) answer.focus({ preventScroll: true });
  else text.focus({ preventScroll: true });
}

function reveal(node) {
  const scroll = at("scroll");
  const top = node.getBoundingClientRect().top - scroll.getBoundingClientRect().top + scroll.scrollTop - 16;
  scroll.scrollTo({ top, behavior: calm.matches ? "auto" : "smooth" });
}

async function open() {
  const shown = await server.open_session({ session_id: session });
  if (!shown || !shown.log) throw new Error("no answer");
  at("log").setAttribute("aria-live", "off");  // what was said before is not read out again
  at("log").replaceChildren(fragment(shown.log));
  place(shown);
  document.title = shown.shop;
  requestAnimationFrame(() => {
    const scroll = at("scroll");
    const turns = at("log").querySelectorAll(".sw-turn");
    if (turns.length) scroll.scrollTop = scroll.scrollHeight;
    at("log").setAttribute("aria-live", "polite");
    page.dataset.ready = "true";
  });
  answered = performance.now();
}

function turn(request, echo, clicked) {
  if (busy) return;
  take(request, echo || request.image ? say("sw-shopper", echo || "", request.image) : null, clicked);
}

// `mine` is the shopper's message, where the request was said in words or with a photo.
async function take(request, mine, clicked) {
  busy = true;
  page.dataset.busy = "true";
  at("chips").replaceChildren();
  const typing = setTimeout(() => { at("typing").hidden = false; (mine || at("typing")).scrollIntoView({ block: "nearest" }); }, 200);
  const engagement = { reaction_ms: Math.round(performance.now() - answered), opened: [...opened], pictures_opened: [...looked], clicked: clicked || null };
  try {
    const shown = await server.take_turn({ session_id: session, ...request, engagement });
    if (!shown) throw new Error("no answer");
    if (shown.error) {
      reveal(say("sw-assistant sw-trouble", shown.error));
    } else {
      const answer = fragment(shown.log);
      const first = answer.firstElementChild;
      at("log").append(answer);
      place(shown);
      opened = new Set();
      looked = new Set();
      show(mine, first);
      refocus(first);
    }
  } catch {
    trouble(request, mine, clicked);
  } finally {
    clearTimeout(typing);
    at("typing").hidden = true;
    answered = performance.now();
    busy = false;
    delete page.dataset.busy;
  }
}

function trouble(request, mine, clicked) {
  const message = say("sw-assistant sw-trouble", "I couldn't reach the shop just now. ");
  const again = document.createElement("button");
  again.type = "button";
  again.className = "sw-button";
  again.textContent = "Try again";
  again.addEventListener("click", () => {
    if (busy) return;
    message.remove();
    if (mine && mine !== at("log").lastElementChild) at("log").append(mine);  // its answer will stand beneath it
    take(request, mine, clicked);
  });
  message.append(again);
  reveal(message);
}

const text = at("composer").querySelector("textarea");

function grow() {
  text.style.height = "auto";
  text.style.height = Math.min(text.scrollHeight, 160) + "px";
}

function send() {
  const said = text.value.trim();
  if ((!said && !photo) || busy) return;
  if (photo instanceof File) return hold(true);
  const request = { ...(said && { text: said }), ...(photo && { image: photo }) };
  text.value = "";
  attach(null);
  grow();
  turn(request, said);
}

// A message that waits for its photo stands as it was sent, and goes with it.
function hold(on) {
  held = on;
  text.readOnly = on;
  page.toggleAttribute("data-held", on);
  at("preparing").textContent = on ? "Sending as soon as your photo is ready…" : "Getting your photo ready…";
}

function attach(one) {
  photo = one;
  hold(false);
  const ready = typeof one === "string";
  const picture = at("attached").querySelector("img");
  at("attached").hidden = !one;
  at("preparing").hidden = ready;
  picture.hidden = !ready;
  if (ready) picture.src = one;
  else picture.removeAttribute("src");
}

async function attachFile(file) {
  if (!file || at("attach").hidden) return;
  const before = typeof photo === "string" ? photo : null;
  attach(file);
  const small = await shrunk(file).catch(() => null);
  if (photo !== file) return;  // taken away or replaced meanwhile
  const wanted = held;
  attach(small || before);
  if (!small) reveal(say("sw-assistant sw-trouble", "That file is not a picture I can open; JPEG, PNG, WebP and GIF work."));
  else if (wanted) send();
  else text.focus();
}

// A photo is made small here: a phone's twelve megapixels are nothing to wait for. One that the browser cannot read is not sent.
async function shrunk(file) {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, 1024 / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "white";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/jpeg", 0.88);
}

function isPicture(one) { return one.type.startsWith("image/"); }

function showCart(open) {
  at("cart").hidden = !open;
  at("cartbutton").setAttribute("aria-expanded", String(open));
  cover();
  (open ? at("cartclose") : at("cartbutton")).focus();
}

// Where the cart lies over the conversation, the conversation beneath is out of reach.
const narrow = window.matchMedia("(max-width: 900px)");
function cover() { at("scroll").inert = narrow.matches && !at("cart").hidden; }
narrow.addEventListener("change", cover);

text.addEventListener("input", grow);
text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send();
  }
});
at("file").addEventListener("change", (event) => { attachFile(event.target.files[0]); event.target.value = ""; });
page.addEventListener("paste", (event) => {
  const file = [...event.clipboardData.files].find(isPicture);
  if (!file) return;
  attachFile(file);
  const words = event.clipboardData.getData("text/plain");
  if (!words || event.target === text) return;  // there the browser puts them
  text.setRangeText(words, text.selectionStart, text.selectionEnd, "end");
  grow();
});
// Of what is dropped, a picture's file is taken where the shop finds by photo; the rest is the browser's.
page.addEventListener("dragover", (event) => {
  if (!at("attach").hidden && [...event.dataTransfer.items].some((one) => one.kind === "file" && isPicture(one))) event.preventDefault();
});
page.addEventListener("drop", (event) => {
  const file = !at("attach").hidden && [...event.dataTransfer.files].find(isPicture);
  if (file) { event.preventDefault(); attachFile(file); }
});
at("composer").addEventListener("submit", (event) => { event.preventDefault(); send(); });
page.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !at("cart").hidden) showCart(false);
});

page.addEventListener("click", (event) => {
  if (event.target === at("body") && at("scroll").inert) return showCart(false);
  const button = event.target.closest("button, a");
  if (!button || !page.contains(button)) return;
  const card = button.closest(".sw-card");
  if (card && button.tagName === "A") opened.add(JSON.parse(card.dataset.product));
  if (button.dataset.act) {
    const act = JSON.parse(button.dataset.act);
    if (act.name === "checkout") showCart(false);
    turn({ act }, null, card ? "card" : "button");
  } else if (button.dataset.feedback) {
    if (busy) return;
    for (const thumb of button.parentElement.children) thumb.setAttribute("aria-pressed", String(thumb === button));
    turn({ feedback: JSON.parse(button.dataset.feedback) }, null, "thumb");
  } else if (button.dataset.say) {
    const said = JSON.parse(button.dataset.say);
    if (!at("cart").hidden) showCart(false);
    turn({ text: said }, said, button.dataset.clicked ? JSON.parse(button.dataset.clicked) : "button");
  } else if (button.dataset.marked) {
    light(button, button.getAttribute("aria-pressed") !== "true");
  } else if (button.classList.contains("sw-cartbutton")) {
    showCart(at("cart").hidden);
  } else if (button.classList.contains("sw-attach")) {
    at("file").click();
  } else if (button.classList.contains("sw-detach")) {
    attach(null);
    text.focus();
  } else if (button.classList.contains("sw-cartclose")) {
    showCart(false);
  } else if (button.classList.contains("sw-elsewhere")) {
    elsewhere();
  } else if (button.classList.contains("sw-new") && !busy) {
    attach(null);
    session = renewed();
    open().then(() => text.focus(), () => trouble({ text: "hello" }, null));
  }
});

// A reason that is marked on the picture: the marked picture lies over the plain one while the reason is hovered, or pressed.
function light(button, on, held = true) {
  const card = button.closest(".sw-card");
  const picture = card.querySelector(".sw-picture");
  if (held) {
    for (const other of card.querySelectorAll("[data-marked]")) other.setAttribute("aria-pressed", String(on && other === button));
    if (on) looked.add(JSON.parse(card.dataset.product));
  }
  const pressed = card.querySelector('[data-marked][aria-pressed="true"]');
  const wanted = on ? button : pressed;
  let over = picture.querySelector(".sw-marked");
  if (!wanted) return over && over.remove();
  if (!over) {
    over = document.createElement("img");
    over.className = "sw-marked";
    over.addEventListener("load", () => over.classList.add("sw-lit"));
    over.addEventListener("error", () => {  // back to what is pressed besides, or to the plain picture
      over.remove();
      for (const one of card.querySelectorAll("[data-marked]")) {
        if (one.dataset.marked === over.getAttribute("src")) one.setAttribute("aria-pressed", "false");
      }
      light(button, false, false);
    });
    picture.append(over);
  }
  over.alt = wanted.dataset.shows;
  if (over.getAttribute("src") !== wanted.dataset.marked) over.src = wanted.dataset.marked;
}
for (const [happens, on] of [["pointerover", true], ["pointerout", false]]) {
  page.addEventListener(happens, (event) => {
    const button = event.pointerType === "mouse" && event.target.closest("[data-marked]");
    if (button && !button.contains(event.relatedTarget)) light(button, on, false);
  });
}

// Rings stand at places of the picture, which may be narrower or lower than the frame that it is shown in.
page.addEventListener("load", (event) => {
  const frame = event.target.tagName === "IMG" && event.target.closest(".sw-picture");
  if (!frame || event.target.classList.contains("sw-marked")) return;
  const ratio = event.target.naturalWidth / event.target.naturalHeight / (frame.clientWidth / frame.clientHeight);
  frame.style.setProperty("--w", Math.min(1, ratio));
  frame.style.setProperty("--h", Math.min(1, 1 / ratio));
}, true);

// A picture that cannot be loaded leaves the quiet placeholder's colour, not a broken sign.
page.addEventListener("error", (event) => {
  if (event.target.tagName === "IMG") event.target.classList.add("sw-missing");
}, true);

open().then(
  () => { if (window.matchMedia("(hover: hover)").matches) text.focus(); },
  () => trouble({ text: "hello" }, null),
);
