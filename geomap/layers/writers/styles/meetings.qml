<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology|Labeling|Fields|MapTips|Temporal" labelsEnabled="0">
{{temporal}}  <renderer-v2 type="RuleRenderer" symbollevels="0" forceraster="0" enableorderby="0">
    <rules key="root">
      <rule key="meeting-done" symbol="0" filter="&quot;status&quot; = 'done'" label="Held"/>
      <rule key="meeting-planned" symbol="1" filter="&quot;status&quot; = 'planned'" label="Planned"/>
      <rule key="meeting-cancelled" symbol="2" filter="&quot;status&quot; = 'cancelled'" label="Cancelled"/>
    </rules>
    <symbols>
      <symbol type="marker" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" type="QString" value="diamond"/>
            <Option name="offset" type="QString" value="-3.4,0"/>
            <Option name="offset_unit" type="QString" value="MM"/>
            <Option name="size" type="QString" value="3.6"/>
            <Option name="size_unit" type="QString" value="MM"/>
            <Option name="color" type="QString" value="{{meeting}}"/>
            <Option name="outline_color" type="QString" value="{{halo}}"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.5"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
      <symbol type="marker" name="1" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" type="QString" value="diamond"/>
            <Option name="offset" type="QString" value="-3.4,0"/>
            <Option name="offset_unit" type="QString" value="MM"/>
            <Option name="size" type="QString" value="3.6"/>
            <Option name="size_unit" type="QString" value="MM"/>
            <Option name="color" type="QString" value="{{paper}}"/>
            <Option name="outline_color" type="QString" value="{{meeting}}"/>
            <Option name="outline_style" type="QString" value="dash"/>
            <Option name="outline_width" type="QString" value="0.5"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
      <symbol type="marker" name="2" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" type="QString" value="diamond"/>
            <Option name="offset" type="QString" value="-3.4,0"/>
            <Option name="offset_unit" type="QString" value="MM"/>
            <Option name="size" type="QString" value="3.6"/>
            <Option name="size_unit" type="QString" value="MM"/>
            <Option name="color" type="QString" value="{{paper}}"/>
            <Option name="outline_color" type="QString" value="{{cancelled}}"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.5"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" type="QString" value="line"/>
            <Option name="offset" type="QString" value="-2.4,2.4"/>
            <Option name="offset_unit" type="QString" value="MM"/>
            <Option name="size" type="QString" value="3.6"/>
            <Option name="size_unit" type="QString" value="MM"/>
            <Option name="color" type="QString" value="{{cancelled}}"/>
            <Option name="outline_color" type="QString" value="{{cancelled}}"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.5"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
            <Option name="angle" type="QString" value="45"/>
          </Option>
        </layer>
      </symbol>
    </symbols>
  </renderer-v2>
{{aliases}}
  <previewExpression>&quot;participant_names&quot;</previewExpression>
  <mapTip>&lt;b&gt;[% replace(replace(coalesce(&quot;participant_names&quot;, ''), '&amp;', '&amp;amp;'), '&lt;', '&amp;lt;') %]&lt;/b&gt;&lt;br&gt;[% replace(replace(coalesce(&quot;place&quot;, ''), '&amp;', '&amp;amp;'), '&lt;', '&amp;lt;') %]&lt;br&gt;[% replace(replace(coalesce(concat(if(&quot;date_exact&quot; or coalesce(&quot;date_start&quot;, &quot;date_end&quot;) is null, '', 'within '), if(&quot;date_start&quot; is null, '', format_date(&quot;date_start&quot;, 'd MMM yyyy')), if(&quot;date_end&quot; is null or &quot;date_end&quot; = coalesce(&quot;date_start&quot;, &quot;date_end&quot;), if(&quot;date_start&quot; is null and &quot;date_end&quot; is not null, concat('until ', format_date(&quot;date_end&quot;, 'd MMM yyyy')), ''), concat(' – ', format_date(&quot;date_end&quot;, 'd MMM yyyy')))), ''), '&amp;', '&amp;amp;'), '&lt;', '&amp;lt;') %]&lt;br&gt;[% replace(replace(coalesce(&quot;status&quot;, ''), '&amp;', '&amp;amp;'), '&lt;', '&amp;lt;') %]&lt;br&gt;[% replace(replace(coalesce(&quot;evidence_text&quot;, ''), '&amp;', '&amp;amp;'), '&lt;', '&amp;lt;') %]</mapTip>
</qgis>
