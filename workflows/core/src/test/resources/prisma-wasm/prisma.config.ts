import { defineConfig } from 'prisma/config';
import { PrismaPg } from '@prisma/adapter-pg';
import Result from 'pg/lib/result.js';

// The engine is the one that the package brings, as WebAssembly: native ones would be downloaded.
process.env.PRISMA_QUERY_ENGINE_LIBRARY = __filename;
process.env.PRISMA_SCHEMA_ENGINE_BINARY = __filename;
process.env.CHECKPOINT_DISABLE = '1';

// This release's adapter does not know PostgreSQL's type for names.
const addFields = Result.prototype.addFields;
Result.prototype.addFields = function (fields: { dataTypeID: number }[]) {
  for (const field of fields) {
    if (field.dataTypeID === 19) field.dataTypeID = 25;
  }
  return addFields.call(this, fields);
};

// It would wait ten seconds for its connections to end.
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = ((text: string, ...rest: never[]) => {
  if (/successfully applied|No pending migrations/.test(text)) {
    setTimeout(() => process.exit(0), 50);
  }
  return write(text, ...rest);
}) as typeof process.stdout.write;

export default defineConfig({
  experimental: { adapter: true },
  engine: 'js',
  schema: 'prisma/schema.prisma',
  adapter: async () => {
    const url = new URL(process.env.DATABASE_URL!);
    return new PrismaPg({
      host: url.hostname,
      port: Number(url.port),
      user: url.username,
      password: decodeURIComponent(url.password),
      database: url.pathname.slice(1),
      ssl: { rejectUnauthorized: false },
    });
  },
});
