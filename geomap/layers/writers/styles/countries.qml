<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology|Labeling|Fields|MapTips|Temporal" labelsEnabled="0">
{{temporal}}  <renderer-v2 type="RuleRenderer" symbollevels="0" forceraster="0" enableorderby="0">
    <rules key="root">
      <rule key="country-none" symbol="0" filter="&quot;n_stops&quot; = 0 or &quot;n_stops&quot; is null" label="No stop"/>
      <rule key="country-one" symbol="1" filter="&quot;n_stops&quot; = 1" label="1 stop"/>
      <rule key="country-few" symbol="2" filter="&quot;n_stops&quot; &gt; 1 and &quot;n_stops&quot; &lt; 4" label="2 to 3 stops"/>
      <rule key="country-some" symbol="3" filter="&quot;n_stops&quot; &gt; 3 and &quot;n_stops&quot; &lt; 8" label="4 to 7 stops"/>
      <rule key="country-many" symbol="4" filter="&quot;n_stops&quot; &gt; 7 and &quot;n_stops&quot; &lt; 16" label="8 to 15 stops"/>
      <rule key="country-most" symbol="5" filter="&quot;n_stops&quot; &gt; 15" label="16 stops or more"/>
    </rules>
    <symbols>
      <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="color" type="QString" value="{{land}}"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="{{border}}"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.15"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
      <symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="color" type="QString" value="{{visits0}}"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="{{border}}"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.15"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
      <symbol type="fill" name="2" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="color" type="QString" value="{{visits1}}"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="{{border}}"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.15"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
      <symbol type="fill" name="3" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="color" type="QString" value="{{visits2}}"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="{{border}}"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.15"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
      <symbol type="fill" name="4" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="color" type="QString" value="{{visits3}}"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="{{border}}"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.15"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
      <symbol type="fill" name="5" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="color" type="QString" value="{{visits4}}"/>
            <Option name="style" type="QString" value="solid"/>
            <Option name="outline_color" type="QString" value="{{border}}"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.15"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
    </symbols>
  </renderer-v2>
{{aliases}}
  <previewExpression>&quot;name&quot;</previewExpression>
  <mapTip>&lt;b&gt;[% replace(replace(coalesce(&quot;name&quot;, ''), '&amp;', '&amp;amp;'), '&lt;', '&amp;lt;') %]&lt;/b&gt;&lt;br&gt;[% replace(replace(coalesce(concat(&quot;n_stops&quot;, ' stops, ', &quot;n_meetings&quot;, ' meetings, ', &quot;n_mentions&quot;, ' mentions'), ''), '&amp;', '&amp;amp;'), '&lt;', '&amp;lt;') %]&lt;br&gt;[% replace(replace(coalesce(&quot;travellers_text&quot;, ''), '&amp;', '&amp;amp;'), '&lt;', '&amp;lt;') %]</mapTip>
</qgis>
