<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology|Labeling|Fields|MapTips|Temporal" labelsEnabled="1">
{{temporal}}  <renderer-v2 type="singleSymbol" symbollevels="0" forceraster="0" enableorderby="0">
    <symbols>
      <symbol type="marker" name="0" alpha="0.6" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <Option type="Map">
            <Option name="name" type="QString" value="circle"/>
            <Option name="size" type="QString" value="2"/>
            <Option name="size_unit" type="QString" value="MM"/>
            <Option name="color" type="QString" value="{{mention}}"/>
            <Option name="outline_color" type="QString" value="{{halo}}"/>
            <Option name="outline_style" type="QString" value="solid"/>
            <Option name="outline_width" type="QString" value="0.2"/>
            <Option name="outline_width_unit" type="QString" value="MM"/>
            <Option name="joinstyle" type="QString" value="round"/>
          </Option>
          <data_defined_properties>
            <Option type="Map">
              <Option name="name" type="QString" value=""/>
              <Option name="properties" type="Map">
                <Option name="size" type="Map">
                  <Option name="active" type="bool" value="true"/>
                  <Option name="expression" type="QString" value="1.4 + sqrt(&quot;n_mentions&quot; + 2 * &quot;n_stops&quot; + 2 * &quot;n_meetings&quot;)"/>
                  <Option name="type" type="int" value="3"/>
                </Option>
              </Option>
              <Option name="type" type="QString" value="collection"/>
            </Option>
          </data_defined_properties>
        </layer>
      </symbol>
    </symbols>
  </renderer-v2>
  <labeling type="simple">
    <settings calloutType="simple">
      <text-style fieldName="&quot;name&quot;" isExpression="1" fontFamily="Sans Serif" fontSize="7" fontSizeUnit="Point" fontWeight="50" textColor="{{label}}" textOpacity="1" multilineHeight="1">
        <text-buffer bufferDraw="1" bufferSize="1" bufferSizeUnits="MM" bufferColor="{{halo}}" bufferOpacity="0.9" bufferJoinStyle="128"/>
      </text-style>
      <text-format multilineAlign="0" autoWrapLength="24"/>
      <placement placement="6" dist="2.2" distUnits="MM" offsetType="1" predefinedPositionOrder="TR,TL,BR,BL,R,L,TSR,BSR" />
      <rendering displayAll="0" obstacle="1" obstacleFactor="1"/>
    </settings>
  </labeling>
{{aliases}}
  <previewExpression>&quot;name&quot;</previewExpression>
  <mapTip>&lt;b&gt;[% replace(replace(coalesce(&quot;name&quot;, ''), '&amp;', '&amp;amp;'), '&lt;', '&amp;lt;') %]&lt;/b&gt;&lt;br&gt;[% replace(replace(coalesce(concat(&quot;n_mentions&quot;, ' mentions, ', &quot;n_stops&quot;, ' stops, ', &quot;n_meetings&quot;, ' meetings'), ''), '&amp;', '&amp;amp;'), '&lt;', '&amp;lt;') %]&lt;br&gt;[% replace(replace(coalesce(&quot;articles_text&quot;, ''), '&amp;', '&amp;amp;'), '&lt;', '&amp;lt;') %]</mapTip>
</qgis>
