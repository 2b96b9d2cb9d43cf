SELECT day, sum(amount) AS total
FROM orders
GROUP BY day;
