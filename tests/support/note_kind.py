"""A scratch kind 便笺: its kind.yaml and schema.yaml."""

KIND = """\
title: 便笺
description: 测试用的文种
template: sheet
numbering: decimal
fields: {title: "{{ title }}"}
"""
SCHEMA = """\
type: object
additionalProperties: false
required: [kind, title]
properties:
  kind: {type: string, title: 文种}
  title: {type: string, title: 标题, minLength: 1}
  text: {type: string, title: 正文, x-format: markdown}
  count: {type: integer, title: 数量, description: 整数}
  when: {type: string, format: date, title: 日期}
  rows: {type: array, title: 行, items: {type: object, additionalProperties: false, required: [name], properties: {name: {type: string, title: 名称}}}}
"""
