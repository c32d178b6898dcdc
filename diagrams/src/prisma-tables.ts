import {
  type Attr,
  type AttributeArgument,
  type Enum,
  type Field,
  getSchema,
  type Model,
} from "@mrleebo/prisma-ast";

export interface Column {
  name: string;
  /** As Postgres names it; ends in `?` when the column may be null. */
  type: string;
  /** Whether it is part of the primary key. */
  key: boolean;
}

export interface Table {
  name: string;
  columns: readonly Column[];
}

const SCALAR_TYPES: Readonly<Record<string, string>> = {
  BigInt: "bigint",
  Boolean: "boolean",
  Bytes: "bytea",
  DateTime: "timestamp",
  Float: "double",
  Int: "integer",
  Json: "jsonb",
  String: "text",
};

/** The tables of a Prisma schema, by the names they have in the database. */
export function parseTables(schemaSource: string): Table[] {
  const blocks = getSchema(schemaSource).list;
  const enumTypes = new Map(
    blocks
      .filter((block) => block.type === "enum")
      .map((block) => [block.name, mappedName(block.enumerators, block)]),
  );
  return blocks.filter((block) => block.type === "model").map((model) => tableOf(model, enumTypes));
}

function tableOf(model: Model, enumTypes: ReadonlyMap<string, string>): Table {
  const fields = model.properties.filter((property) => property.type === "field");
  const modelNames = fieldsOfKey(model);
  const columns = fields
    .filter(({ fieldType }) => isColumnType(fieldType, enumTypes))
    .map((field) => ({
      name: mappedName(field.attributes ?? [], field),
      type: typeOf(field, enumTypes),
      key: modelNames.has(field.name) || attributeOf(field.attributes ?? [], "id") !== undefined,
    }));
  return { name: mappedName(model.properties, model), columns };
}

/** A field of another type is a relation: it has no column. */
function isColumnType(
  fieldType: Field["fieldType"],
  enumTypes: ReadonlyMap<string, string>,
): fieldType is string {
  return typeof fieldType === "string" && (fieldType in SCALAR_TYPES || enumTypes.has(fieldType));
}

function typeOf(field: Field, enumTypes: ReadonlyMap<string, string>): string {
  const { fieldType, array = false, optional = false, attributes = [] } = field;
  const native = attributes.find(({ group }) => group === "db")?.name.toLowerCase();
  const scalar =
    typeof fieldType === "string" ? (enumTypes.get(fieldType) ?? SCALAR_TYPES[fieldType]) : undefined;
  return `${native ?? scalar}${array ? "[]" : ""}${optional ? "?" : ""}`;
}

function fieldsOfKey(model: Model): ReadonlySet<string> {
  const value = attributeOf(model.properties, "id")?.args?.[0]?.value;
  const isList = typeof value === "object" && value !== null && "type" in value && value.type === "array";
  return new Set(isList ? value.args.filter((name) => typeof name === "string") : []);
}

type Part = (Model["properties"] | Enum["enumerators"])[number] | Attr;

/** The name given by `@map` or `@@map`, else its own. */
function mappedName(parts: readonly Part[], { name }: { name: string }): string {
  const value = attributeOf(parts, "map")?.args?.[0]?.value;
  return typeof value === "string" ? value.replaceAll('"', "") : name;
}

function attributeOf(parts: readonly Part[], name: string): { args?: AttributeArgument[] } | undefined {
  return parts.filter((part) => part.type === "attribute").find((part) => part.name === name);
}
