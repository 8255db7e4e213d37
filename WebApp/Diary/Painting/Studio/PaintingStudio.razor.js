// On a phone the easel lies below the form: whoever has ordered a picture wants to watch it.
export function show(easel) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    easel.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
}
