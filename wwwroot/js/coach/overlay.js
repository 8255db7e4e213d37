// What the coach sees, drawn over the preview: the points of the face in the colour that the style sheet gives the state.

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

    context.fillStyle = getComputedStyle(canvas).color;
    const radius = Math.max(1.5, width / 320);
    context.beginPath();
    for (let i = 0; i + 1 < points.length; i += 2) {
        const [x, y] = [points[i] * width, points[i + 1] * height];
        context.moveTo(x + radius, y);
        context.arc(x, y, radius, 0, 2 * Math.PI);
    }
    context.fill();
}
