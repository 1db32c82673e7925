#version 300 es
// A link as a strip along its curve, a little wider than it looks so that its edges can be soft.
precision highp float;
precision highp int;

uniform highp sampler2D u_positions;
uniform vec4 u_clip_from_world; // centre, scale
uniform vec2 u_viewport;        // device pixels
uniform float u_width;          // device pixels
uniform float u_alpha;
uniform float u_focus;          // 0: nothing selected … 1: the rest has stepped back
uniform int u_segments;
uniform int u_first;
uniform highp usampler2D u_links;
uniform vec4 u_colours[6];
uniform vec4 u_paints[20];

flat out vec4 v_colour;
flat out vec3 v_line; // half width, length, style
out vec2 v_place;     // along, across, in pixels

vec2 position(uint node) {
    return texelFetch(u_positions, ivec2(node & 1023u, node >> 10), 0).xy;
}

void main() {
    // Six vertices make a piece, so many pieces a link.
    int piece = gl_VertexID / 6;
    int corner = gl_VertexID - piece * 6;
    corner = corner < 3 ? corner : 6 - corner;
    int place = piece / u_segments;
    piece -= place * u_segments;
    place += u_first;
    // Ends; style, state, paint and width; bend.
    uvec4 link = texelFetch(u_links, ivec2(place & 1023, place >> 10), 0);
    vec2 scale = u_clip_from_world.zw * u_viewport * 0.5;
    vec2 from = (position(link.x) - u_clip_from_world.xy) * scale;
    vec2 to = (position(link.y) - u_clip_from_world.xy) * scale;
    uint style = link.z & 255u;
    uint state = link.z >> 8 & 255u;
    uint paint = link.z >> 16 & 255u;
    float wide = float(link.z >> 24);

    vec2 chord = to - from;
    float span = max(length(chord), 1e-3);
    vec2 along = chord / span;
    // The bend is to the left on screen, where y grows downwards; here it grows upwards.
    vec2 control = (from + to) * 0.5 + vec2(-along.y, along.x) * uintBitsToFloat(link.w) * 2.0 * span;

    float t = float(piece + (corner >> 1)) / float(u_segments);
    float side = float(corner & 1) * 2.0 - 1.0;
    vec2 centre = mix(from, to, t);
    vec2 direction = along;
    if (u_segments > 1) {
        centre = mix(mix(from, control, t), mix(control, to, t), t);
        direction = normalize(mix(control - from, to - control, t));
    }

    float lit = state >= 2u ? u_focus : 0.0;
    float dim = state == 1u ? u_focus : 0.0;
    // What is written and signed is wider: WIDE of jejaring_graph::style.
    float half_width = u_width * (0.5 + 0.35 * lit) * mix(1.0, 1.7, wide);
    float reach = half_width + 0.5;
    vec2 pixel = centre + vec2(-direction.y, direction.x) * side * reach;

    vec4 colour = paint == 0u ? u_colours[style] : u_paints[paint - 1u] * 0.72;
    float alpha = mix(u_alpha, 1.0, lit) * mix(1.0, 0.14, dim);
    // Thinner than a pixel is drawn a pixel wide and fainter.
    alpha *= min(2.0 * half_width, 1.0);
    // What is lit stands out even where its colour is faint.
    alpha *= mix(1.0, min(2.4, 1.0 / max(colour.a, 0.01)), lit);
    v_colour = colour * alpha;
    v_line = vec3(max(half_width, 0.5), span, float(style));
    v_place = vec2(t * span, side * reach);
    gl_Position = vec4(pixel * 2.0 / u_viewport, 0.0, 1.0);
}
