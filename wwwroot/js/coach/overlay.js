// What the coach sees, drawn over the preview: the points of the face in the colour that the style sheet gives the state.

// The lines of the iBUG scheme: jaw, brows, bridge and base of the nose, eyes, lips. The two points after its 68 are the irises.
const Lines = [[0, 16], [17, 21], [22, 26], [27, 30], [31, 35], [36, 41, true], [42, 47, true], [48, 59, true], [60, 67, true]];
const Irises = [68, 69];

/**
 * @param {HTMLCanvasElement} canvas Lies over the video and has its shape.
 * @param {number[] | null} points x, y, x, y … from 0 to 1 of the full frame.
 */
export function draw(canvas, points) {
    const scale = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(canvas.clientWidth * scale), Math.round(canvas.clientHeight * scale)];
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
    const context = canvas.getContext('2d');
    context.clearRect(0, 0, width, height);
    if (!points?.length) return;

    const at = index => [points[2 * index] * width, points[2 * index + 1] * height];
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
}
