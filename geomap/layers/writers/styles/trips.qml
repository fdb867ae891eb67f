<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology|Labeling|Fields|MapTips|Temporal" labelsEnabled="0">
{{temporal}}  <renderer-v2 type="categorizedSymbol" attr="traveller" symbollevels="0" forceraster="0" enableorderby="0">
    <categories>
{{traveller_categories}}
    </categories>
    <symbols>
{{traveller_symbols}}
    </symbols>
  </renderer-v2>
{{aliases}}
  <previewExpression>&quot;title&quot;</previewExpression>
  <mapTip>&lt;b&gt;[% replace(replace(coalesce(&quot;title&quot;, ''), '&amp;', '&amp;amp;'), '&lt;', '&amp;lt;') %]&lt;/b&gt;&lt;br&gt;[% replace(replace(coalesce(concat(if(&quot;date_start&quot; is null, '', format_date(&quot;date_start&quot;, 'd MMM yyyy')), if(&quot;date_end&quot; is null or &quot;date_end&quot; = coalesce(&quot;date_start&quot;, &quot;date_end&quot;), if(&quot;date_start&quot; is null and &quot;date_end&quot; is not null, concat('until ', format_date(&quot;date_end&quot;, 'd MMM yyyy')), ''), concat(' – ', format_date(&quot;date_end&quot;, 'd MMM yyyy')))), ''), '&amp;', '&amp;amp;'), '&lt;', '&amp;lt;') %]&lt;br&gt;[% replace(replace(coalesce(&quot;status&quot;, ''), '&amp;', '&amp;amp;'), '&lt;', '&amp;lt;') %]&lt;br&gt;[% replace(replace(coalesce(&quot;conflicts_text&quot;, ''), '&amp;', '&amp;amp;'), '&lt;', '&amp;lt;') %]</mapTip>
</qgis>
