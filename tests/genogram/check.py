#!/usr/bin/env python3
"""Counts the hard rules of a genogram on its strokes.

usage: check.py PROGRAM FAMILY.json|FAMILY.ged|--folder DIR|--made N ...
       check.py PROGRAM --golden FILE|--write-golden FILE   (of its folder)
       check.py --write DIR --made N
       check.py --write DIR --sized PEOPLE N

--write --made counts nothing: it writes the families that --made counts into
a folder, for a bench.  --sized writes N families of PEOPLE people each.

Shares no code with the layout: it reads the family file by itself and the
JSON that PROGRAM prints.  Rules, each counted, all to be 0:

  missing     persons of the family without a box, unions without a stroke
              at both partners, children without a line to their symbol
  doubled     persons with two boxes
  overlap     two boxes meet, or a box and a label of somebody else
  labels      two labels meet
  generation  a child not below a parent; partners in two rows although
              nothing forbids it; a row that is not one height
  through     a stroke of kin or quality runs through a person or a label
              that is not at its end; an outline through or around a person
              who does not live there
  collinear   two strokes of different people lie on each other
  loose       a stroke that begins or ends at nothing
  tags        the name of a household meets a box, a label, another name or
              a stroke that is no outline, or is outside its own outline
  svg         the SVG is no XML, has an element or attribute that is not
              known, an id, or a group that reads aloud nothing

The golden file has a SHA-256 for each family of the folder, of the SVG (as it
is, on paper, as a thumbnail) and the JSON without times: the same bytes from
every compiler.

Not hard, printed: crossings (two strokes of union, parentage, sibship that
share no person intersect properly), partners apart, births out of order.
"""
import hashlib
import json
import random
import re
import subprocess
import sys
import tempfile
import os
import xml.etree.ElementTree as etree

HARD = ["missing", "doubled", "overlap", "labels", "generation", "through",
        "collinear", "loose", "tags", "svg"]
SOFT = ["crossings", "apart", "birth", "people"]


# ---- families ---------------------------------------------------------------

def family_of_json(text):
    f = json.loads(text)
    kids = []
    for u, m in enumerate(f.get("unions", [])):
        for c in m.get("children", []):
            kids.append((u, c if isinstance(c, str) else c["id"]))
    return {
        "ids": [p["id"] for p in f["persons"]],
        "birth": {p["id"]: p.get("birth", "") for p in f["persons"]
                  if not p.get("masked")},
        "unions": [m["partners"] for m in f.get("unions", [])],
        "kids": kids,
        "homes": [h["members"] for h in f.get("households", [])],
        "named": [i for i, h in enumerate(f.get("households", []))
                  if h.get("label") and h["members"]],
    }


def family_of_gedcom(text):
    """Only who is kin of whom; what points to nobody is dropped."""
    people, fams, rec = [], {}, None
    famc = []
    for line in text.lstrip("\ufeff").splitlines():
        m = re.match(r"\s*(\d+)\s+(?:(@[^@]+@)\s+)?(\S+)\s*(.*)", line)
        if not m:
            continue
        level, xref, tag, value = m.groups()
        value = value.strip()
        if level == "0":
            rec = (tag, xref)
            if tag == "INDI" and xref not in people:
                people.append(xref)
            if tag == "FAM":
                fams[xref] = {"p": [], "c": []}
        elif rec and rec[0] == "INDI" and tag == "FAMC" and level in "12":
            famc.append((rec[1], value))
        elif rec and rec[0] == "FAM" and level == "1":
            if tag in ("HUSB", "WIFE"):
                fams[rec[1]]["p"].append(value)
            if tag == "CHIL":
                fams[rec[1]]["c"].append(value)
    for who, fam in famc:
        if fam in fams and who not in fams[fam]["c"]:
            fams[fam]["c"].append(who)
    unions, kids = [], []
    for f in fams.values():
        two = [p for p in dict.fromkeys(f["p"]) if p in people]
        got = [c for c in dict.fromkeys(f["c"]) if c in people]
        if not two:
            continue
        u = len(unions)
        unions.append(two[:2])
        unions += [[two[0], q] for q in two[2:]]
        for c in got:
            if not ancestor(c, two[:2], unions, kids):
                kids.append((u, c))
    return {"ids": people, "birth": {}, "unions": unions, "kids": kids,
            "homes": [], "named": []}


def ancestor(old, people, unions, kids):
    """Whether somebody is one of these people or an ancestor of them."""
    todo, seen = list(people), set()
    while todo:
        x = todo.pop()
        if x == old:
            return True
        if x not in seen:
            seen.add(x)
            todo += [q for u, c in kids if c == x for q in unions[u]]
    return False


# ---- geometry ---------------------------------------------------------------

def meet(a, b):
    return (a["x"] < b["x"] + b["w"] and b["x"] < a["x"] + a["w"] and
            a["y"] < b["y"] + b["h"] and b["y"] < a["y"] + a["h"])


def segments(line):
    p = line["points"]
    return [(p[i], p[i + 1]) for i in range(len(p) - 1) if p[i] != p[i + 1]]


def side(a, b, c):
    d = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (d > 0) - (d < 0)


def cross(s, t):
    """Proper: each strictly separates the ends of the other."""
    (a, b), (c, d) = s, t
    return (side(a, b, c) * side(a, b, d) < 0 and
            side(c, d, a) * side(c, d, b) < 0)


def lie_on(s, t):
    (a, b), (c, d) = s, t
    if side(a, b, c) or side(a, b, d):
        return False
    k = 0 if a[0] != b[0] else 1
    lo = max(min(a[k], b[k]), min(c[k], d[k]))
    hi = min(max(a[k], b[k]), max(c[k], d[k]))
    return hi > lo


def through(s, box):
    """Some part of the segment is strictly inside the box (Liang-Barsky on
    integers: corners on both sides and the ranges overlap)."""
    (x1, y1), (x2, y2) = s
    l, r = box["x"], box["x"] + box["w"]
    t, b = box["y"], box["y"] + box["h"]
    if max(x1, x2) <= l or min(x1, x2) >= r or \
            max(y1, y2) <= t or min(y1, y2) >= b:
        return False
    corners = [side((x1, y1), (x2, y2), c)
               for c in ((l, t), (r, t), (l, b), (r, b))]
    return min(corners) < 0 < max(corners)


def touches(point, box):
    return (box["x"] <= point[0] <= box["x"] + box["w"] and
            box["y"] <= point[1] <= box["y"] + box["h"])


def on(point, s):
    """Within a pixel, for slanted strokes on whole numbers."""
    (a, b) = s
    off = ((b[0] - a[0]) * (point[1] - a[1]) -
           (b[1] - a[1]) * (point[0] - a[0]))
    return (abs(off) <= max(abs(b[0] - a[0]), abs(b[1] - a[1])) and
            min(a[0], b[0]) <= point[0] <= max(a[0], b[0]) and
            min(a[1], b[1]) <= point[1] <= max(a[1], b[1]))


def inside(point, polygon):
    x, y = point
    odd = False
    for (x1, y1), (x2, y2) in zip(polygon, polygon[1:]):
        if (y1 > y) != (y2 > y) and \
                x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            odd = not odd
    return odd


# ---- rules ------------------------------------------------------------------

def rows_forced(f):
    """Unions whose partners may stand in one row, tried one after another as
    a set of equalities that leaves no circle."""
    parent = {}

    def root(p):
        while parent.get(p, p) != p:
            p = parent[p]
        return p

    down = [(q, c) for u, c in f["kids"] for q in f["unions"][u]]

    def reaches(a, b):
        todo, seen = [a], {a}
        while todo:
            x = todo.pop()
            for q, c in down:
                if root(q) == x:
                    y = root(c)
                    if y == b:
                        return True
                    if y not in seen:
                        seen.add(y)
                        todo.append(y)
        return False

    has = {u for u, _ in f["kids"]}
    free = []
    for with_kids in (True, False):
        for u, two in enumerate(f["unions"]):
            if len(two) < 2 or (u in has) != with_kids:
                continue
            a, b = root(two[0]), root(two[1])
            if a != b and (reaches(a, b) or reaches(b, a)):
                continue
            parent[b] = a
            free.append(u)
    return free


def count(f, pic):
    n = dict.fromkeys(HARD + SOFT, 0)
    box, label = {}, {}
    for p in pic["persons"]:
        n["doubled"] += p["id"] in box
        box[p["id"]] = p
    for p in pic["labels"]:
        n["doubled"] += p["id"] in label
        label[p["id"]] = p
    n["people"] = len(box)
    n["missing"] += sum(i not in box for i in f["ids"])
    n["missing"] += sum(i not in label for i in box)
    if n["missing"]:
        return n
    ids = list(box)
    for i, a in enumerate(ids):
        for b in ids[:i]:
            n["overlap"] += meet(box[a], box[b])
            n["labels"] += meet(label[a], label[b])
        for b in ids:
            n["overlap"] += a != b and meet(box[a], label[b])
        n["overlap"] += meet(box[a], label[a])
    count_rows(f, box, n)
    count_tags(f, pic, list(box.values()) + list(label.values()), n)
    count_lines(f, pic, box, label, n)
    return n


def count_rows(f, box, n):
    rows = {}
    for p in box.values():
        rows.setdefault(p["generation"], set()).add(p["y"])
    ys = [rows[g] for g in sorted(rows)]
    n["generation"] += sum(len(y) > 1 for y in ys)
    n["generation"] += sum(min(b) <= max(a) for a, b in zip(ys, ys[1:]))
    gen = {i: p["generation"] for i, p in box.items()}
    for u, c in f["kids"]:
        for q in f["unions"][u]:
            n["generation"] += gen[c] <= gen[q]
    for u in rows_forced(f):
        a, b = f["unions"][u]
        n["generation"] += gen[a] != gen[b]
    for u, two in enumerate(f["unions"]):
        if len(two) == 2 and gen[two[0]] == gen[two[1]]:
            lo, hi = sorted(box[q]["x"] for q in two)
            n["apart"] += any(lo < p["x"] < hi and p["generation"] ==
                              gen[two[0]] for p in box.values())
        kids = [c for v, c in f["kids"] if v == u]
        known = [c for c in kids if len(f["birth"].get(c, "")) > 9]
        for i, c in enumerate(known):
            for d in known[:i]:
                if gen[c] == gen[d] and f["birth"][c] != f["birth"][d]:
                    n["birth"] += ((f["birth"][c] < f["birth"][d]) !=
                                   (box[c]["x"] < box[d]["x"]))


def count_lines(f, pic, box, label, n):
    kin = [l for l in pic["lines"] if l["kind"] in
           ("union", "parentage", "sibship")]
    drawn = [l for l in pic["lines"] if l["kind"] != "household"]
    segs = [(s, l) for l in drawn for s in segments(l)]
    for s, l in segs:
        for i, b in box.items():
            if through(s, b):
                ends = [touches(e, b) for e in
                        (l["points"][0], l["points"][-1])]
                n["through"] += not (i in l["persons"] and any(ends))
            n["through"] += through(s, label[i])
    for i, (s, l) in enumerate(segs):
        for t, m in segs[:i]:
            if l is m:
                continue
            if lie_on(s, t) and (l["kind"] == "quality" or
                                 m["kind"] == "quality" or
                                 not set(l["persons"]) & set(m["persons"])):
                n["collinear"] += 1
            if l["kind"] != "quality" and m["kind"] != "quality" and \
                    not set(l["persons"]) & set(m["persons"]):
                n["crossings"] += cross(s, t)
    for l in drawn:
        for e in (l["points"][0], l["points"][-1]):
            if not any(touches(e, box[i]) for i in l["persons"]) and \
                    not any(on(e, s) for s, m in segs if m is not l and
                            set(m["persons"]) & set(l["persons"])):
                n["loose"] += 1
    count_kin(f, kin, box, n)
    count_homes(f, pic, box, n)


def count_tags(f, pic, taken, n):
    drawn = [s for l in pic["lines"] if l["kind"] != "household"
             for s in segments(l)]
    for k, t in enumerate(pic["tags"]):
        n["tags"] += sum(meet(t, b) for b in taken + pic["tags"][:k])
        n["tags"] += sum(through(s, t) for s in drawn)
        mid = (t["x"] + t["w"] / 2, t["y"] + t["h"] / 2)
        mine = set(f["homes"][t["home"]])
        own = [l for l in pic["lines"] if l["kind"] == "household" and
               set(l["persons"]) == mine]
        n["tags"] += not any(inside(mid, l["points"]) for l in own)
        n["tags"] += any(through(s, t) for l in own for s in segments(l))
    n["tags"] += sum(all(t["home"] != h for t in pic["tags"])
                     for h in f["named"])


def joined(lines, start, goal):
    """Whether strokes lead from one box to another, touching end on line."""
    todo = [l for l in lines if any(touches(p, start) for p in
                                    (l["points"][0], l["points"][-1]))]
    seen = [id(l) for l in todo]
    while todo:
        l = todo.pop()
        if any(touches(p, goal) for p in (l["points"][0], l["points"][-1])):
            return True
        for m in lines:
            if id(m) in seen:
                continue
            if any(on(p, s) for p in (m["points"][0], m["points"][-1])
                   for s in segments(l)) or \
                    any(on(p, s) for p in (l["points"][0], l["points"][-1])
                        for s in segments(m)):
                seen.append(id(m))
                todo.append(m)
    return False


def count_kin(f, kin, box, n):
    for u, two in enumerate(f["unions"]):
        if len(two) == 2:
            own = [l for l in kin if l["kind"] == "union" and
                   set(l["persons"]) == set(two)]
            n["missing"] += not joined(own, box[two[0]], box[two[1]])
        own = [l for l in kin if set(two) <= set(l["persons"])]
        for v, c in f["kids"]:
            if v == u:
                n["missing"] += not joined(own, box[two[0]], box[c])


def count_homes(f, pic, box, n):
    outlines = [l for l in pic["lines"] if l["kind"] == "household"]
    for h in f["homes"]:
        mine = [l for l in outlines if set(l["persons"]) == set(h)]
        for i, b in box.items():
            mid = (b["x"] + b["w"] / 2, b["y"] + b["h"] / 2)
            within = any(inside(mid, l["points"]) for l in mine)
            n["missing"] += i in h and not within
            n["through"] += i not in h and within
            for l in mine:
                n["through"] += any(through(s, b) for s in segments(l))


# ---- the SVG ----------------------------------------------------------------

PAINT = {"fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray",
         "stroke-linejoin"}
TEXT = {"text-anchor", "font-size", "font-family"}
KNOWN = {
    "svg": {"width", "height", "viewBox", "preserveAspectRatio", "role",
            "aria-label"} | PAINT | TEXT,
    "g": {"role", "aria-label"} | PAINT | TEXT,
    "rect": {"x", "y", "width", "height"} | PAINT,
    "text": {"x", "y"} | PAINT | TEXT,
    "circle": {"cx", "cy", "r"} | PAINT,
    "polygon": {"points"} | PAINT,
    "polyline": {"points"} | PAINT,
}


def count_svg(svg, people, bare=False):
    """Faults of a drawing; people: how many groups it has to read aloud."""
    try:
        root = etree.fromstring(svg)
    except etree.ParseError:
        return 1
    bad = root.get("role") != ("img" if bare else "group")
    names = 0
    for e in root.iter():
        tag = e.tag.replace("{http://www.w3.org/2000/svg}", "")
        bad += tag not in KNOWN or not set(e.keys()) <= KNOWN[tag]
        bad += "role" in e.keys() and not e.get("aria-label")
        names += e is not root and e.get("role") == "img"
        bad += tag == "text" and not (e.text or "").strip()
    view = [int(v) for v in root.get("viewBox", "0 0 0 0").split()]
    bad += len(view) != 4 or min(view[2:]) <= 0
    return bad + (names != (0 if bare else people))


# ---- made families ----------------------------------------------------------

def made(seed, most=None):
    """A family grown at random: divorces, half-siblings, adoption, twins,
    remarriages, cousins who marry, up to 70 people or `most`."""
    r = random.Random(seed)
    people, unions, single = [], [], []
    sized = most is not None
    most = most or r.choice([4, 6, 8, 12, 16, 20, 25, 30, 40, 70])

    def person(year, masked=False):
        i = "p%d" % len(people)
        people.append({"id": i, "name": "山田" + "一郎太" [:1 + len(people) % 3],
                       "sex": r.choice("mf") if r.random() < .95 else "x",
                       "birth": "%d-%02d-%02d" % (year, r.randint(1, 12),
                                                  r.randint(1, 28)),
                       "masked": masked})
        return i

    def union(a, b, year):
        u = {"partners": [a] + ([b] if b else []), "children": [],
             "from": str(year)}
        if r.random() < .25:
            u["end"] = r.choice(["divorced", "separated"])
        unions.append(u)
        return u

    def grow(a, year, depth):
        for k in range(r.choice([1, 1, 1, 1, 2, 2, 3, 4])):
            if len(people) >= most:
                return
            near = [q for q in single if q != a and r.random() < .3]
            b = None
            if near and r.random() < .35:
                b = near[0]
                single.remove(b)
            elif r.random() < .92:
                b = person(year - r.randint(20, 30), r.random() < .05)
                if r.random() < .4 and len(people) + 4 < most:
                    up = union(person(year - 55), person(year - 57),
                               year - 35)
                    up["children"].append(b)
                    for _ in range(r.randint(0, 2)):
                        s = person(year - r.randint(20, 30))
                        up["children"].append(s)
                        single.append(s)
            u = union(a, b, year + 4 * k)
            for j in range(r.choice([0, 1, 1, 2, 2, 3, 5])):
                if len(people) >= most:
                    break
                born = year + 4 * k + 2 * j
                c = person(born, r.random() < .03)
                one = {"id": c}
                if r.random() < .08:
                    one["kind"] = r.choice(["adopted", "foster"])
                u["children"].append(one)
                if r.random() < .08 and len(people) < most:
                    one["twins"] = j + 1
                    two = dict(one, id=person(born))
                    two["identical"] = one["identical"] = r.random() < .5
                    u["children"].append(two)
                    single.append(two["id"])
                if depth and r.random() < .6:
                    grow(c, born + 25, depth - 1)
                else:
                    single.append(c)

    if sized:
        grow(person(1800), 1825, 7)
    else:
        grow(person(1930), 1955, r.randint(1, 3))
    kin = [c if isinstance(c, str) else c["id"]
           for u in unions for c in u["children"]]
    if len(unions) > 2 and kin and r.random() < .3:
        u = r.choice(unions[:2])
        c = r.choice(kin)
        if all(c != (k if isinstance(k, str) else k["id"])
               for k in u["children"]) and legal(unions, u, c):
            u["children"].append({"id": c, "kind": "adopted"})
    ids = [p["id"] for p in people]
    f = {"persons": people, "unions": unions, "focus": r.choice(ids)}
    if r.random() < .5:
        f["households"] = [{"label": "世帯", "members":
                            r.sample(ids, min(len(ids), r.randint(2, 6)))}]
    if r.random() < .5 and len(ids) > 3:
        f["qualities"] = []
        for _ in range(r.randint(1, 4)):
            a, b = r.sample(ids, 2)
            f["qualities"].append({"a": a, "b": b, "kind": r.choice(
                ["good", "close", "distant", "cut", "conflict", "abuse"])})
    return f


def legal(unions, u, child):
    """Nobody becomes his own ancestor."""
    below, todo = set(), [child]
    while todo:
        x = todo.pop()
        below.add(x)
        for m in unions:
            if x in m["partners"]:
                todo += [i for i in (c if isinstance(c, str) else c["id"]
                                     for c in m["children"])
                         if i not in below]
    return not below & set(u["partners"])


def sized(people, n):
    """n families of exactly so many people, or a twin more: the seeds whose
    family dies out before are passed over."""
    seed = 0
    while n:
        f = made(seed, people)
        if people <= len(f["persons"]) <= people + 1:
            n -= 1
            yield f
        seed += 1


def write_all(folder, families):
    os.makedirs(folder, exist_ok=True)
    for i, f in enumerate(families):
        with open(os.path.join(folder, "%04d.json" % i), "w",
                  encoding="utf-8") as file:
            json.dump(f, file, ensure_ascii=False)


def write(args):
    if len(args) == 3 and args[1] == "--made":
        write_all(args[0], map(made, range(int(args[2]))))
    elif len(args) == 4 and args[1] == "--sized":
        write_all(args[0], sized(int(args[2]), int(args[3])))
    else:
        sys.exit(__doc__)
    return 0


# ---- running ----------------------------------------------------------------

# Every value of a style at least once.
STYLES = [[], ["--bare"], ["--paper", "a4", "--kana"],
          ["--paper", "a3", "--dead", "fill", "--unknown", "triangle"]]


def is_made(path):
    return os.path.basename(path).startswith("made ")


def styles_of(path):
    """All of them for written families, the first for made ones."""
    return STYLES[:1] if is_made(path) else STYLES


def read(*path):
    with open(os.path.join(*path), encoding="utf-8") as file:
        return file.read()


def draw(program, paths):
    """{path: [(JSON, SVG) of each style]}, None for a family that it did not
    draw, and what it said.  One process for all of them: under a sanitizer a
    start costs more than a family."""
    with tempfile.TemporaryDirectory() as out:
        calls = [(p, style) for p in paths for style in styles_of(p)]
        with open(os.path.join(out, "calls"), "w", encoding="utf-8") as file:
            for n, (p, style) in enumerate(calls):
                to = os.path.join(out, "%d." % n)
                file.write("\t".join(["--in", p, *style, "--json", to + "json",
                                      "--svg", to + "svg"]) + "\n")
        done = subprocess.run([program, "--calls", file.name], timeout=240,
                              stderr=subprocess.PIPE, text=True)
        drawn = {p: [] for p in paths}
        for n, (p, _) in enumerate(calls):
            try:
                pair = (read(out, "%d.json" % n), read(out, "%d.svg" % n))
            except OSError:
                drawn[p] = None
            if drawn[p] is not None:
                drawn[p].append(pair)
    return drawn, done.stderr


def hash_of(pictures):
    whole = hashlib.sha256()
    for _, svg in pictures:
        whole.update(svg.encode())
    text = pictures[0][0]
    whole.update(re.sub(r',"[mu]s":\d+', "", text).encode())
    return whole.hexdigest()


def golden(drawn, path, write):
    lines = ["%s  %s\n" % (hash_of(drawn[p] or [("", "")]), os.path.basename(p))
             for p in family_files(os.path.dirname(path), ".json")]
    if write:
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(lines)
        return 0
    with open(path, encoding="utf-8") as file:
        want = file.readlines()
    for line in sorted(set(want) ^ set(lines)):
        print("golden %s %s" % ("lacks" if line in lines else "wants",
                                line.strip()))
    return want != lines


def check(path, pictures, total):
    name = os.path.basename(path)
    if pictures is None:
        print("%-34s was not drawn" % name)
        return 1
    f = (family_of_json if path.endswith(".json") else
         family_of_gedcom)(read(path))
    n = count(f, json.loads(pictures[0][0]))
    for style, (_, svg) in zip(STYLES, pictures):
        n["svg"] += count_svg(svg, n["people"], "--bare" in style)
    for k, v in n.items():
        total[k] = total.get(k, 0) + v
    bad = any(n[k] for k in HARD)
    if bad or not is_made(path):
        print("%-34s %s%s" % (name, "BAD " if bad else "", " ".join(
            "%s %d" % (k, n[k]) for k in HARD + SOFT if n[k])))
    return bad


def family_files(folder, kinds):
    return [os.path.join(folder, n) for n in sorted(os.listdir(folder))
            if n.endswith(kinds)]


def make(folder, n):
    """Writes n families; their paths."""
    paths = [os.path.join(folder, "made %d.json" % i) for i in range(n)]
    for i, path in enumerate(paths):
        with open(path, "w", encoding="utf-8") as file:
            json.dump(made(i), file, ensure_ascii=False)
    return paths


def main():
    if sys.argv[1] == "--write":
        return write(sys.argv[2:])
    program, args, bad, total = sys.argv[1], sys.argv[2:], 0, {}
    paths, goldens = [], []
    with tempfile.TemporaryDirectory() as folder:
        while args:
            arg = args.pop(0)
            if arg == "--folder":
                paths += family_files(args.pop(0), (".json", ".ged"))
            elif arg in ("--golden", "--write-golden"):
                goldens.append((args.pop(0), arg != "--golden"))
            elif arg == "--made":
                paths += make(folder, int(args.pop(0)))
            else:
                paths.append(arg)
        hashed = [p for path, _ in goldens
                  for p in family_files(os.path.dirname(path), ".json")]
        drawn, said = draw(program, list(dict.fromkeys(paths + hashed)))
        for path in paths:
            bad += check(path, drawn[path], total)
    for path, anew in goldens:
        bad += golden(drawn, path, anew)
    if said:
        print(said)
        bad += 1
    families = len(paths) + len(goldens)
    print("%d families: %s" % (families, " ".join(
        "%s %d" % (k, total.get(k, 0)) for k in HARD + SOFT)))
    return 1 if bad or not families else 0


if __name__ == "__main__":
    sys.exit(main())
