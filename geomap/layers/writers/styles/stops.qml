<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology|Labeling|Fields|MapTips|Temporal" labelsEnabled="1">
{{temporal}}  <renderer-v2 type="RuleRenderer" symbollevels="0" forceraster="0" enableorderby="0">
    <rules key="root">
      <rule key="stop-done" symbol="0" filter="&quot;status&quot; = 'done'" label="Visited"/>
      <rule key="stop-planned" symbol="1" filter="&quot;status&quot; = 'planned'" label="Planned"/>
      <rule key="stop-cancelled" symbol="2" filter="&quot;status&quot; = 'cancelled'" label="Cancelled"/>
    </rules>
    <symbols>
      <symbol type="marker" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" type="QString" value="circle"/>
            <Option name="size" type="QString" value="4.6"/>
            <Option name="size_unit" type="QString" value="MM"/>
            <Option name="color" type="QString" value="{{route}}"/>
            <Option name="outline_color" type="QString" value="{{halo}}"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.5"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
          <data_defined_properties>
            <Option type="Map">
              <Option name="name" type="QString" value=""/>
              <Option name="properties" type="Map">
                <Option name="fillColor" type="Map">
                  <Option name="active" type="bool" value="true"/>
                  <Option name="expression" type="QString" value="{{traveller_colour}}"/>
                  <Option name="type" type="int" value="3"/>
                </Option>
              </Option>
              <Option name="type" type="QString" value="collection"/>
            </Option>
          </data_defined_properties>
        </layer>
        <layer class="FontMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="font" type="QString" value="Sans Serif"/>
            <Option name="chr" type="QString" value=""/>
            <Option name="size" type="QString" value="2.6"/>
            <Option name="size_unit" type="QString" value="MM"/>
            <Option name="color" type="QString" value="{{on_trip}}"/>
            <Option name="font_style" type="QString" value="Bold"/>
            <Option name="outline_width" type="QString" value="0"/>
            <Option name="joinstyle" type="QString" value="round"/>
            <Option name="vertical_anchor_point" type="QString" value="1"/>
            <Option name="horizontal_anchor_point" type="QString" value="1"/>
          </Option>
          <data_defined_properties>
            <Option type="Map">
              <Option name="name" type="QString" value=""/>
              <Option name="properties" type="Map">
                <Option name="char" type="Map">
                  <Option name="active" type="bool" value="true"/>
                  <Option name="expression" type="QString" value="coalesce(to_string(&quot;seq&quot;), '')"/>
                  <Option name="type" type="int" value="3"/>
                </Option>
              </Option>
              <Option name="type" type="QString" value="collection"/>
            </Option>
          </data_defined_properties>
        </layer>
      </symbol>
      <symbol type="marker" name="1" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" type="QString" value="circle"/>
            <Option name="size" type="QString" value="4.6"/>
            <Option name="size_unit" type="QString" value="MM"/>
            <Option name="color" type="QString" value="{{paper}}"/>
            <Option name="outline_color" type="QString" value="{{route}}"/>
            <Option name="outline_style" type="QString" value="dash"/>
            <Option name="outline_width" type="QString" value="0.5"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
          <data_defined_properties>
            <Option type="Map">
              <Option name="name" type="QString" value=""/>
              <Option name="properties" type="Map">
                <Option name="outlineColor" type="Map">
                  <Option name="active" type="bool" value="true"/>
                  <Option name="expression" type="QString" value="{{traveller_colour}}"/>
                  <Option name="type" type="int" value="3"/>
                </Option>
              </Option>
              <Option name="type" type="QString" value="collection"/>
            </Option>
          </data_defined_properties>
        </layer>
        <layer class="FontMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="font" type="QString" value="Sans Serif"/>
            <Option name="chr" type="QString" value=""/>
            <Option name="size" type="QString" value="2.6"/>
            <Option name="size_unit" type="QString" value="MM"/>
            <Option name="color" type="QString" value="{{route}}"/>
            <Option name="font_style" type="QString" value="Bold"/>
            <Option name="outline_width" type="QString" value="0"/>
            <Option name="joinstyle" type="QString" value="round"/>
            <Option name="vertical_anchor_point" type="QString" value="1"/>
            <Option name="horizontal_anchor_point" type="QString" value="1"/>
          </Option>
          <data_defined_properties>
            <Option type="Map">
              <Option name="name" type="QString" value=""/>
              <Option name="properties" type="Map">
                <Option name="char" type="Map">
                  <Option name="active" type="bool" value="true"/>
                  <Option name="expression" type="QString" value="coalesce(to_string(&quot;seq&quot;), '')"/>
                  <Option name="type" type="int" value="3"/>
                </Option>
                <Option name="fillColor" type="Map">
                  <Option name="active" type="bool" value="true"/>
                  <Option name="expression" type="QString" value="{{traveller_colour}}"/>
                  <Option name="type" type="int" value="3"/>
                </Option>
              </Option>
              <Option name="type" type="QString" value="collection"/>
            </Option>
          </data_defined_properties>
        </layer>
      </symbol>
      <symbol type="marker" name="2" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" type="QString" value="circle"/>
            <Option name="size" type="QString" value="4.2"/>
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
            <Option name="size" type="QString" value="4.2"/>
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
  <labeling type="simple">
    <settings calloutType="simple">
      <text-style fieldName="concat(&quot;place&quot;, if(concat(if(&quot;date_exact&quot; or coalesce(&quot;date_start&quot;, &quot;date_end&quot;) is null, '', 'within '), if(&quot;date_start&quot; is null, '', format_date(&quot;date_start&quot;, 'd MMM yyyy')), if(&quot;date_end&quot; is null or &quot;date_end&quot; = coalesce(&quot;date_start&quot;, &quot;date_end&quot;), if(&quot;date_start&quot; is null and &quot;date_end&quot; is not null, concat('until ', format_date(&quot;date_end&quot;, 'd MMM yyyy')), ''), concat(' – ', format_date(&quot;date_end&quot;, 'd MMM yyyy')))) = '', '', concat('\n', concat(if(&quot;date_exact&quot; or coalesce(&quot;date_start&quot;, &quot;date_end&quot;) is null, '', 'within '), if(&quot;date_start&quot; is null, '', format_date(&quot;date_start&quot;, 'd MMM yyyy')), if(&quot;date_end&quot; is null or &quot;date_end&quot; = coalesce(&quot;date_start&quot;, &quot;date_end&quot;), if(&quot;date_start&quot; is null and &quot;date_end&quot; is not null, concat('until ', format_date(&quot;date_end&quot;, 'd MMM yyyy')), ''), concat(' – ', format_date(&quot;date_end&quot;, 'd MMM yyyy')))))))" isExpression="1" fontFamily="Sans Serif" fontSize="8" fontSizeUnit="Point" fontWeight="50" textColor="{{ink}}" textOpacity="1" multilineHeight="1">
        <text-buffer bufferDraw="1" bufferSize="1" bufferSizeUnits="MM" bufferColor="{{halo}}" bufferOpacity="0.9" bufferJoinStyle="128"/>
      </text-style>
      <text-format multilineAlign="0" autoWrapLength="34"/>
      <placement placement="6" dist="2.2" distUnits="MM" offsetType="1" predefinedPositionOrder="TR,TL,BR,BL,R,L,TSR,BSR" />
      <rendering displayAll="0" obstacle="1" obstacleFactor="1"/>
    </settings>
  </labeling>
{{aliases}}
  <previewExpression>concat(&quot;traveller&quot;, ': ', &quot;place&quot;)</previewExpression>
  <mapTip>&lt;b&gt;[% replace(replace(coalesce(&quot;place&quot;, ''), '&amp;', '&amp;amp;'), '&lt;', '&amp;lt;') %]&lt;/b&gt;&lt;br&gt;[% replace(replace(coalesce(&quot;traveller&quot;, ''), '&amp;', '&amp;amp;'), '&lt;', '&amp;lt;') %]&lt;br&gt;[% replace(replace(coalesce(concat(if(&quot;date_exact&quot; or coalesce(&quot;date_start&quot;, &quot;date_end&quot;) is null, '', 'within '), if(&quot;date_start&quot; is null, '', format_date(&quot;date_start&quot;, 'd MMM yyyy')), if(&quot;date_end&quot; is null or &quot;date_end&quot; = coalesce(&quot;date_start&quot;, &quot;date_end&quot;), if(&quot;date_start&quot; is null and &quot;date_end&quot; is not null, concat('until ', format_date(&quot;date_end&quot;, 'd MMM yyyy')), ''), concat(' – ', format_date(&quot;date_end&quot;, 'd MMM yyyy')))), ''), '&amp;', '&amp;amp;'), '&lt;', '&amp;lt;') %]&lt;br&gt;[% replace(replace(coalesce(&quot;status&quot;, ''), '&amp;', '&amp;amp;'), '&lt;', '&amp;lt;') %]&lt;br&gt;[% replace(replace(coalesce(&quot;evidence_text&quot;, ''), '&amp;', '&amp;amp;'), '&lt;', '&amp;lt;') %]</mapTip>
</qgis>
