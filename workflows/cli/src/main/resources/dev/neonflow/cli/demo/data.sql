insert into customer (name)
select 'Customer ' || n from generate_series(1, 500) n;

insert into orders (customer_id, total_cents)
select 1 + floor(500 * sqrt(((n * 7919) % 10007) / 10007.0)), 500 + (n::bigint * n) % 9500 from generate_series(1, 10000) n;
