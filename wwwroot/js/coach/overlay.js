// What the coach sees, drawn over the preview: the points of the face in the colour that the style sheet gives the state.

// The lines of the iBUG scheme: jaw, brows, bridge and base of the nose, eyes, lips. The two points after its 68 are the irises.
const Lines = [[0, 16], [17, 21], [22, 26], [27, 30], [31, 35], [36, 41, true], [42, 47, true], [48, 59, true], [60, 67, true]];
const Irises = [68, 69];

// Left ear, left shoulder, right shoulder, right ear: one line.
const BodyJoints = 4;

/**
 * @param {HTMLCanvasElement} canvas Lies over the video and has its shape.
 * @param {number[] | null} points x, y, x, y … from 0 to 1 of the full frame.
 * @param {number[] | null} body Likewise the ears and shoulders, where they are to be seen.
 */
export function draw(canvas, points, body = null) {
    const scale = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(canvas.clientWidth * scale), Math.round(canvas.clientHeight * scale)];
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
    const context = canvas.getContext('2d');
    context.clearRect(0, 0, width, height);
    if (!points?.length) return;

    const place = (list, index) => [list[2 * index] * width, list[2 * index + 1] * height];
    const at = index => place(points, index);
    context.strokeStyle = context.fillStyle = getComputedStyle(canvas).color;
    context.lineWidth = Math.max(1.5, width / 350);
    context.lineJoin = context.lineCap = 'round';
    context.beginPath();
    for (const [from, to, closed] of Lines) {
        context.moveTo(...at(from));
        for (let index = from + 1; index <= to; index++) context.lineTo(...at(index));
        if (closed) context.closePath();
    }
    context.stroke();
    for (const iris of Irises) {
        context.beginPath();
        context.arc(...at(iris), 1.5 * context.lineWidth, 0, 2 * Math.PI);
        context.fill();
    }
    if (!body) return;
    context.beginPath();
    for (let joint = 0; joint < BodyJoints; joint++) context.lineTo(...place(body, joint));
    context.setLineDash([4 * context.lineWidth, 3 * context.lineWidth]);
    context.stroke();
    context.setLineDash([]);
    for (let joint = 0; joint < BodyJoints; joint++) {
        context.beginPath();
        context.arc(...place(body, joint), 2 * context.lineWidth, 0, 2 * Math.PI);
        context.fill();
    }
}
