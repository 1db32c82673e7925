#version 300 es
precision highp float;
precision highp int;

uniform vec4 u_background;
uniform vec4 u_selection;

flat in vec4 v_colour;
flat in vec3 v_shape; // radius, outline, halo
flat in uint v_kind;
in vec2 v_place;

out vec4 colour;

float box(vec2 place, float half_side, float round) {
    vec2 beyond = abs(place) - half_side + round;
    return length(max(beyond, 0.0)) + min(max(beyond.x, beyond.y), 0.0) - round;
}

// Signed distance to the shape of the kind, all of about the same area; y grows downwards.
float distance_to(vec2 place, float radius) {
    if (v_kind == 1u) {
        return box(place, radius * 0.89, radius * 0.2);
    }
    if (v_kind == 2u) {
        float round = radius * 0.2;
        // Equilateral, pointing up; its centre of mass is in the middle.
        vec2 p = vec2(abs(place.x), place.y - radius * 0.09);
        float side = max(p.x * 0.8660254 - p.y * 0.5, p.y);
        float inner = radius * 0.67 - round;
        // Rounded corners: beyond the inner triangle, the distance to it.
        vec2 base = vec2(inner * 1.7320508, inner);
        vec2 tip = vec2(0.0, -2.0 * inner);
        vec2 edge = base - tip;
        float t = clamp(dot(p - tip, edge) / dot(edge, edge), 0.0, 1.0);
        float slope = length(p - tip - edge * t);
        float flat_side = length(vec2(max(p.x - base.x, 0.0), p.y - base.y));
        float outside = min(slope, flat_side);
        return (side < inner ? side - inner : outside) - round;
    }
    if (v_kind == 3u) {
        vec2 turned = vec2(place.x + place.y, place.x - place.y) * 0.70710678;
        return box(turned, radius * 0.884, radius * 0.2);
    }
    return length(place) - radius;
}

void main() {
    float far = distance_to(v_place, v_shape.x);
    float inside = clamp(0.5 - far, 0.0, 1.0);
    float outlined = clamp(0.5 + v_shape.y - far, 0.0, 1.0);
    colour = mix(u_background, v_colour, inside) * outlined;
    if (v_shape.z > 0.0) {
        // A ring outside of the outline, and a glow that fades away from it.
        float beyond = far - v_shape.y;
        float glow = clamp(1.0 - beyond / v_shape.z, 0.0, 1.0);
        float ring = clamp(1.5 - abs(beyond - v_shape.z * 0.2), 0.0, 1.0);
        float alpha = max(glow * glow * 0.35, ring);
        colour += u_selection * alpha * (1.0 - outlined);
    }
}
