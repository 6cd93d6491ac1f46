/* json_out.c — a picture as numbers, for checkers and for the next picture. */
#include "fmt/json.h"
#include "genogram/genogram.h"

static void number(struct out *o, str name, int v)
{
	put(o, S(",\""));
	put(o, name);
	put(o, S("\":"));
	put(o, v);
}

static void box_put(struct out *o, struct genogram_box b)
{
	number(o, S("x"), b.x);
	number(o, S("y"), b.y);
	number(o, S("w"), b.w);
	number(o, S("h"), b.h);
}

static void person_put(struct out *o, const struct genogram_picture *p,
		       isize i)
{
	put(o, S("{\"id\":"));
	json_put_str(o, p->family->persons.v[i].id);
	put(o, S(",\"label\":"));
	json_put_str(o, p->family->persons.v[i].name);
	box_put(o, p->places[i].box);
	number(o, S("generation"), p->places[i].row);
	out_char(o, '}');
}

static void stroke_put(struct out *o, const struct genogram_picture *p,
		       const struct genogram_stroke *s)
{
	static const str kinds[] = { STR("union"), STR("parentage"),
				     STR("sibship"), STR("quality"),
				     STR("household") };
	put(o, S("{\"kind\":\""));
	put(o, kinds[s->kind]);
	put(o, S("\",\"persons\":["));
	for (int i = 0; i < s->people; i++) {
		if (i)
			out_char(o, ',');
		json_put_str(o, p->family->persons.v[s->who[i]].id);
	}
	put(o, S("],\"points\":["));
	for (int i = 0; i < s->points; i++) {
		put(o, i ? S(",[") : S("["));
		put(o, s->at[i].x);
		out_char(o, ',');
		put(o, s->at[i].y);
		out_char(o, ']');
	}
	put(o, S("]}"));
}

void genogram_json(struct out *o, const struct genogram_picture *p, i64 us)
{
	put(o, S("{\"persons\":["));
	for (isize i = 0; i < p->family->persons.n; i++) {
		put(o, i ? S(",\n") : S("\n"));
		person_put(o, p, i);
	}
	put(o, S("],\n\"labels\":["));
	for (isize i = 0; i < p->family->persons.n; i++) {
		put(o, i ? S(",\n{\"id\":") : S("\n{\"id\":"));
		json_put_str(o, p->family->persons.v[i].id);
		box_put(o, p->places[i].label);
		out_char(o, '}');
	}
	put(o, S("],\n\"tags\":["));
	for (isize i = 0; i < p->tags.n; i++) {
		put(o, i ? S(",\n{\"home\":") : S("\n{\"home\":"));
		put(o, p->tags.v[i].home);
		box_put(o, p->tags.v[i].box);
		out_char(o, '}');
	}
	put(o, S("],\n\"lines\":["));
	for (isize i = 0; i < p->strokes.n; i++) {
		put(o, i ? S(",\n") : S("\n"));
		stroke_put(o, p, &p->strokes.v[i]);
	}
	put(o, S("],\n\"width\":"));
	put(o, p->width);
	number(o, S("height"), p->height);
	number(o, S("left"), p->left);
	number(o, S("top"), p->top);
	number(o, S("ms"), (int)(us / 1000));
	number(o, S("us"), (int)us);
	put(o, S("}\n"));
}
