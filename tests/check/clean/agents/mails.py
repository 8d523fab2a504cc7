# Mails, one or several recipients.
customer = get_customer(17)
if customer.email:
    message_id = send_email(customer.email, f"Hello {customer.name}", "…")
    print(message_id.upper())
team = ["a@example.com", "b@example.com"]
send_email(team, subject="Report", body="\n".join(f"- {t}" for t in customer.tags), cc=["c@example.com"])
