<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology|Labeling|Fields|MapTips|Temporal" labelsEnabled="1">
{{temporal}}  <renderer-v2 type="RuleRenderer" symbollevels="0" forceraster="0" enableorderby="0">
    <rules key="root">
      <rule key="leg-done" symbol="0" filter="&quot;status&quot; = 'done'" label="Travelled"/>
      <rule key="leg-planned" symbol="1" filter="&quot;status&quot; = 'planned'" label="Planned"/>
      <rule key="leg-cancelled" symbol="2" filter="&quot;status&quot; = 'cancelled'" label="Cancelled"/>
    </rules>
    <symbols>
      <symbol type="line" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleLine" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="line_color" type="QString" value="{{route}}"/>
            <Option name="line_style" type="QString" value="solid"/>
            <Option name="line_width" type="QString" value="0.5"/>
            <Option name="line_width_unit" type="QString" value="MM"/>
            <Option name="capstyle" type="QString" value="round"/>
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
        <layer class="MarkerLine" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="placement" type="QString" value="centralpoint"/>
            <Option name="rotate" type="QString" value="1"/>
            <Option name="offset" type="QString" value="0"/>
          </Option>
          <symbol type="marker" name="@0@1" alpha="1" clip_to_extent="1" force_rhr="0">
            <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
              <Option type="Map">
                <Option name="name" type="QString" value="filled_arrowhead"/>
                <Option name="size" type="QString" value="2.6"/>
                <Option name="size_unit" type="QString" value="MM"/>
                <Option name="color" type="QString" value="{{route}}"/>
                <Option name="outline_color" type="QString" value="{{route}}"/>
                <Option name="outline_style" type="QString" value="no"/>
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
          </symbol>
        </layer>
      </symbol>
      <symbol type="line" name="1" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleLine" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="line_color" type="QString" value="{{route}}"/>
            <Option name="line_style" type="QString" value="dash"/>
            <Option name="line_width" type="QString" value="0.5"/>
            <Option name="line_width_unit" type="QString" value="MM"/>
            <Option name="capstyle" type="QString" value="round"/>
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
        <layer class="MarkerLine" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="placement" type="QString" value="centralpoint"/>
            <Option name="rotate" type="QString" value="1"/>
            <Option name="offset" type="QString" value="0"/>
          </Option>
          <symbol type="marker" name="@1@1" alpha="1" clip_to_extent="1" force_rhr="0">
            <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
              <Option type="Map">
                <Option name="name" type="QString" value="filled_arrowhead"/>
                <Option name="size" type="QString" value="2.6"/>
                <Option name="size_unit" type="QString" value="MM"/>
                <Option name="color" type="QString" value="{{route}}"/>
                <Option name="outline_color" type="QString" value="{{route}}"/>
                <Option name="outline_style" type="QString" value="no"/>
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
          </symbol>
        </layer>
      </symbol>
      <symbol type="line" name="2" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleLine" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="line_color" type="QString" value="{{cancelled}}"/>
            <Option name="line_style" type="QString" value="dot"/>
            <Option name="line_width" type="QString" value="0.4"/>
            <Option name="line_width_unit" type="QString" value="MM"/>
            <Option name="capstyle" type="QString" value="round"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
        </layer>
      </symbol>
    </symbols>
  </renderer-v2>
  <labeling type="simple">
    <settings calloutType="simple">
      <text-style fieldName="concat(if(&quot;date_start&quot; is null, '', format_date(&quot;date_start&quot;, 'd MMM yyyy')), if(&quot;date_end&quot; is null or &quot;date_end&quot; = coalesce(&quot;date_start&quot;, &quot;date_end&quot;), if(&quot;date_start&quot; is null and &quot;date_end&quot; is not null, concat('until ', format_date(&quot;date_end&quot;, 'd MMM yyyy')), ''), concat(' – ', format_date(&quot;date_end&quot;, 'd MMM yyyy'))))" isExpression="1" fontFamily="Sans Serif" fontSize="7" fontSizeUnit="Point" fontWeight="50" textColor="{{label}}" textOpacity="1" multilineHeight="1">
        <text-buffer bufferDraw="1" bufferSize="1" bufferSizeUnits="MM" bufferColor="{{halo}}" bufferOpacity="0.9" bufferJoinStyle="128"/>
      </text-style>
      <text-format multilineAlign="0" autoWrapLength="24"/>
      <placement placement="3" dist="1" distUnits="MM" offsetType="1" predefinedPositionOrder="TR,TL,BR,BL,R,L,TSR,BSR" placementFlags="9" />
      <rendering displayAll="0" obstacle="1" obstacleFactor="1"/>
    </settings>
  </labeling>
{{aliases}}
  <previewExpression>concat(&quot;origin&quot;, ' → ', &quot;destination&quot;)</previewExpression>
  <mapTip>&lt;b&gt;[% replace(replace(coalesce(concat(&quot;origin&quot;, ' → ', &quot;destination&quot;), ''), '&amp;', '&amp;amp;'), '&lt;', '&amp;lt;') %]&lt;/b&gt;&lt;br&gt;[% replace(replace(coalesce(&quot;traveller&quot;, ''), '&amp;', '&amp;amp;'), '&lt;', '&amp;lt;') %]&lt;br&gt;[% replace(replace(coalesce(concat(if(&quot;date_start&quot; is null, '', format_date(&quot;date_start&quot;, 'd MMM yyyy')), if(&quot;date_end&quot; is null or &quot;date_end&quot; = coalesce(&quot;date_start&quot;, &quot;date_end&quot;), if(&quot;date_start&quot; is null and &quot;date_end&quot; is not null, concat('until ', format_date(&quot;date_end&quot;, 'd MMM yyyy')), ''), concat(' – ', format_date(&quot;date_end&quot;, 'd MMM yyyy')))), ''), '&amp;', '&amp;amp;'), '&lt;', '&amp;lt;') %]&lt;br&gt;[% replace(replace(coalesce(&quot;status&quot;, ''), '&amp;', '&amp;amp;'), '&lt;', '&amp;lt;') %]&lt;br&gt;[% replace(replace(coalesce(&quot;evidence_text&quot;, ''), '&amp;', '&amp;amp;'), '&lt;', '&amp;lt;') %]</mapTip>
</qgis>
