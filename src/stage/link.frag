#version 300 es
precision mediump float;

uniform vec2 u_dash; // length of a dash with its gap in pixels, share that is drawn

flat in vec4 v_colour;
flat in highp vec3 v_line;
in highp vec2 v_place;

out vec4 colour;

const float CLAIMED = 0.0;
const float EXPIRING = 4.0;

void main() {
    float cover = clamp(v_line.x + 0.5 - abs(v_place.y), 0.0, 1.0);
    if (v_line.z == CLAIMED) {
        // Counted from the middle, so that both ends look the same.
        highp float place = abs(fract((v_place.x - v_line.y * 0.5) / u_dash.x) - 0.5) * u_dash.x;
        cover *= clamp(u_dash.x * u_dash.y * 0.5 - place + 0.5, 0.0, 1.0);
    } else if (v_line.z == EXPIRING) {
        float away = abs(v_place.x / v_line.y - 0.5) * 2.0;
        cover *= mix(0.12, 1.0, away * away);
    }
    colour = v_colour * cover;
}
