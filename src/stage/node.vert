#version 300 es
// A node as a square that holds its shape, its outline and, if selected, its halo.
precision highp float;
precision highp int;

uniform highp sampler2D u_positions;
uniform vec4 u_clip_from_world; // centre, scale
uniform vec2 u_viewport;        // device pixels
uniform float u_radius_scale;   // device pixels for each unit of radius
uniform vec2 u_radius_range;    // device pixels
uniform float u_ratio;          // device pixels for each CSS pixel
uniform float u_focus;
uniform vec4 u_colours[5];
uniform vec4 u_paints[20];
uniform vec4 u_background;

uniform highp usampler2D u_nodes;

flat out vec4 v_colour;
flat out vec3 v_shape; // radius, outline, halo, in device pixels
flat out uint v_kind;
out vec2 v_place;      // from the centre, in device pixels, y down

void main() {
    int place = gl_VertexID / 6;
    int corner_number = gl_VertexID - place * 6;
    corner_number = corner_number < 3 ? corner_number : 6 - corner_number;
    // Number, kind and state, radius, paint.
    uvec4 node = texelFetch(u_nodes, ivec2(place & 1023, place >> 10), 0);
    vec2 position = texelFetch(u_positions, ivec2(node.x & 1023u, node.x >> 10), 0).xy;
    uint state = node.y >> 8;
    v_kind = node.y & 255u;

    float radius = uintBitsToFloat(node.z) * u_radius_scale;
    radius = clamp(radius, u_radius_range.x, u_radius_range.y);
    float outline = min(radius * 0.3, 1.5 * u_ratio);
    float halo = state == 3u ? u_focus * (8.0 * u_ratio + radius * 0.35) : 0.0;
    // The corners of the shapes reach beyond the radius by up to a half.
    float corners = v_kind == 0u || v_kind == 4u ? 1.0 : 1.42;
    float reach = radius * corners + max(outline, halo) + 1.0;

    vec2 corner = vec2(corner_number & 1, corner_number >> 1) * 2.0 - 1.0;
    v_place = corner * reach;
    v_shape = vec3(radius, outline, halo);
    float dim = state == 1u ? u_focus : 0.0;
    vec4 own = node.w == 0u ? u_colours[v_kind] : u_paints[node.w - 1u];
    v_colour = mix(own, u_background, dim * 0.8);
    vec2 clip = (position - u_clip_from_world.xy) * u_clip_from_world.zw;
    gl_Position = vec4(clip + vec2(v_place.x, -v_place.y) * 2.0 / u_viewport, 0.0, 1.0);
}
