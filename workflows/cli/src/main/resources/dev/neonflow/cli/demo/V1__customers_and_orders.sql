create table customer (
  id   bigint generated always as identity primary key,
  name text not null
);

create table orders (
  id          bigint generated always as identity primary key,
  customer_id bigint not null references customer,
  total_cents bigint not null,
  placed_at   timestamptz not null default now()
);
