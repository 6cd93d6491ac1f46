// The pictures side by side: index.html and SVGs. Ours is the program's own;
// the others are their positions with the strokes of the one abstraction.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { label_of } from './count.mjs';
import { NOTES } from './report.mjs';
import { TOOLS } from './tools.mjs';

const escape = text => String(text).replace(/[&<>"]/g, c =>
	`&#${c.charCodeAt(0)};`);
const PAD = 12;

function symbol(f, b) {
	const { sex, text } = f.by_id.get(b.id), at = label_of(f, b);
	const x = b.x + b.w / 2, y = b.y + b.h / 2, half = b.w / 2;
	const shape = sex === 'f' ? `<circle cx="${x}" cy="${y}" r="${half}"/>` :
		sex === 'm' ?
			`<rect x="${b.x}" y="${b.y}" width="${b.w}" height="${b.h}"/>` :
			`<path d="M${x} ${b.y}l${half} ${half} -${half} ${half} ` +
			`-${half} -${half}z"/>`;
	return `${shape}<text x="${x}" y="${at.y + 13}">${escape(text ||
		'伏せています')}</text>`;
}

function svg(f, { boxes, strokes }) {
	const all = boxes.flatMap(b => [b, label_of(f, b)]);
	const xs = all.flatMap(b => [b.x, b.x + b.w]);
	const ys = all.flatMap(b => [b.y, b.y + b.h]);
	for (const s of strokes) for (const [x, y] of s.points) {
		xs.push(x);
		ys.push(y);
	}
	const x = Math.min(...xs) - PAD, y = Math.min(...ys) - PAD;
	const w = Math.max(...xs) - x + PAD, h = Math.max(...ys) - y + PAD;
	const lines = strokes.map(s => `<polyline points="${s.points.map(p =>
		p.map(v => v.toFixed(2)).join(',')).join(' ')}"/>`);
	return '<svg xmlns="http://www.w3.org/2000/svg" ' +
		`viewBox="${x} ${y} ${w} ${h}" width="${w}" height="${h}">` +
		`<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="#fff"/>` +
		`<g fill="none" stroke="#555">${lines.join('')}</g>` +
		'<g fill="#fff" fill-opacity=".85" stroke="#000">' +
		boxes.map(b => symbol(f, b).replace('<text', '<text fill="#000" ' +
			'stroke="none" fill-opacity="1" font-size="12" ' +
			'font-family="sans-serif" text-anchor="middle"')).join('') +
		'</g></svg>\n';
}

function ours_svg(f, to) {
	const file = `${to}.json`;
	fs.writeFileSync(file, JSON.stringify(f.json));
	execFileSync(process.env.TOMOBUNE_GENOGRAM, ['--in', file, '--svg', to]);
	fs.rmSync(file);
}

function figure(folder, tool, row) {
	const name = `${row.f.name}-${tool}.svg`, to = path.join(folder, name);
	if (!row.boxes)
		return `<figure><figcaption>${TOOLS[tool].name}: no picture (` +
			`${escape(row.why)})</figcaption></figure>`;
	if (tool === 'ours') ours_svg(row.f, to);
	else fs.writeFileSync(to, svg(row.f, row));
	const n = tool === 'ours' ? row.own : row.n;
	const faults = ['missing', 'doubled', 'overlap', 'labels', 'generation',
		'crossings', 'through', 'birth'].filter(k => n[k])
		.map(k => `${k} ${n[k]}`).join(', ') || 'no faults';
	const alt = `${row.f.name} by ${TOOLS[tool].name}: ${faults}`;
	return `<figure><a href="${name}"><img src="${name}" alt="${
		escape(alt)}"></a><figcaption>${TOOLS[tool].name}: ${faults
	}</figcaption></figure>`;
}

const STYLE = 'body{font:16px/1.5 sans-serif;margin:1rem;max-width:110rem}' +
	'.row{display:grid;grid-template-columns:repeat(auto-fit,minmax(24rem,1fr));' +
	'gap:1rem}figure{margin:0;border:1px solid #767676;padding:.5rem}' +
	'img{width:100%;height:18rem;object-fit:contain}';

export function page_write(folder, { sets: [hard], versions }) {
	fs.mkdirSync(folder, { recursive: true });
	const tools = Object.keys(TOOLS);
	const rows = hard.families.map((f, i) => `<h2>${escape(f.name
		.replaceAll('_', ' '))}: ${f.persons.length} people</h2>\n` +
		`<div class="row">\n${tools.map(t => figure(folder, t,
			hard.by_tool[t][i])).join('\n')}\n</div>`);
	fs.writeFileSync(path.join(folder, 'index.html'), '<!doctype html>\n' +
		'<html lang="en"><meta charset="utf-8">' +
		'<meta name="viewport" content="width=device-width">' +
		'<title>The same families, five layouts</title>' +
		`<style>${STYLE}</style>\n<h1>The same families, five layouts</h1>\n` +
		`<p>${escape(versions)}. Every family is invented.</p>\n<ul>\n${
			NOTES.map(t => `<li>${escape(t)}</li>`).join('\n')}\n</ul>\n${
			rows.join('\n')}\n</html>\n`);
}
