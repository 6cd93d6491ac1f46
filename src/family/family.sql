-- How a municipality draws what the sources draw in different ways.

-- @row family_setting
--   key    txt
--   value  txt
-- @query family_settings() many family_setting
-- 'genogram.dead': 'filled', else crossed out; 'genogram.unknown': 'triangle',
-- else a diamond.
select t.key as key, t.value as value
from setting t
where t.muni = $1 and t.key in ('genogram.dead', 'genogram.unknown');
